//! A conversation over two streams, line by line. It works the same on a terminal, over a pipe and in a test.
//! Only this module and `print` write to a stream.

use std::io::{BufRead, Write};

pub(super) struct Dialogue<'a> {
    input: &'a mut dyn BufRead,
    output: &'a mut dyn Write,
    /// Whether writing has failed once; later output is dropped.
    deaf: bool,
}

impl<'a> Dialogue<'a> {
    /// Starts a conversation over these streams.
    pub(super) fn new(input: &'a mut dyn BufRead, output: &'a mut dyn Write) -> Dialogue<'a> {
        Dialogue { input, output, deaf: false }
    }

    pub(super) fn say(&mut self, text: &str) {
        if !self.deaf {
            self.deaf = self.output.write_all(text.as_bytes()).and_then(|()| self.output.flush()).is_err();
        }
    }

    /// Asks for a line; `None` once the input has ended or the output is closed.
    pub(super) fn ask(&mut self, prompt: &str) -> Option<String> {
        self.say(prompt);
        let mut bytes = Vec::new();
        let read = if self.deaf { 0 } else { self.input.read_until(b'\n', &mut bytes).unwrap_or(0) };
        if read == 0 {
            return None;
        }
        Some(String::from_utf8_lossy(&bytes).trim().to_owned())
    }
}
