//! `serve` and `build --watch` as processes: what they answer, what they print, and that they end when asked to.

use crate::folders::{self, example};
use crate::program::run;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(30);

struct Running {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
}

impl Running {
    fn start(vault: &Path, arguments: &[&str]) -> Running {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("followup"));
        command
            .args(arguments)
            .current_dir(vault)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Running { child, output }
    }

    /// Reads lines up to the first that contains a text, and returns it.
    fn line(&mut self, text: &str) -> String {
        loop {
            let mut line = String::new();
            assert_ne!(self.output.read_line(&mut line).unwrap(), 0, "it ended without a line with {text:?}");
            if line.contains(text) {
                return line;
            }
        }
    }

    /// Ends the process as Ctrl-C does; returns its exit status and the rest of its output.
    fn end(mut self) -> (Option<i32>, String) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
        let since = Instant::now();
        while self.child.try_wait().unwrap().is_none() {
            assert!(since.elapsed() < PATIENCE, "it does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A failed test leaves no process running.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves a vault; also returns the address.
fn serving(vault: &Path) -> (Running, String) {
    let mut serving = Running::start(vault, &["serve", "--port", "0"]);
    let line = serving.line("http://");
    let address = line.trim().split_once("http://").unwrap().1.trim_end_matches('/').to_owned();
    (serving, address)
}

/// A response: status line, headers, body.
struct Answer(String, String, Vec<u8>);

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.1
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(each, _)| each.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }
}

fn ask(address: &str, request: &str) -> Answer {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(format!("{request}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let (status, headers) = head.split_once("\r\n").unwrap();
    Answer(status.to_owned(), headers.to_owned(), bytes[end + 4..].to_vec())
}

#[test]
#[cfg(unix)]
fn the_outputs_are_served_to_this_machine_and_nothing_changes() {
    let vault = example();
    let mut none = Running::start(vault.path(), &["serve", "--port", "0"]);
    assert_eq!(none.child.wait().unwrap().code(), Some(2), "there is nothing to serve yet");
    assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
    let before = folders::read(vault.path());
    let (serving, address) = serving(vault.path());
    let get =
        |path: &str, more: &str| ask(&address, &format!("GET {path} HTTP/1.1\r\nHost: {address}{more}"));

    let feed = get("/followups.ics", "");
    assert_eq!(
        (feed.0.as_str(), feed.header("content-type")),
        ("HTTP/1.1 200 OK", Some("text/calendar; charset=utf-8"))
    );
    assert_eq!(feed.2, before["agenda/followups.ics"]);
    assert_eq!(feed.header("content-length"), Some(&*feed.2.len().to_string()));
    assert_eq!(feed.header("content-encoding"), None);
    let head = ask(&address, &format!("HEAD /followups.ics HTTP/1.1\r\nHost: {address}"));
    assert_eq!((head.header("content-length"), head.2.len()), (feed.header("content-length"), 0));
    for more in [
        format!("\r\nIf-None-Match: {}", feed.header("etag").unwrap()),
        format!("\r\nIf-None-Match: \"x\", W/{}", feed.header("etag").unwrap()),
        format!("\r\nIf-Modified-Since: {}", feed.header("last-modified").unwrap()),
    ] {
        let again = get("/followups.ics", &more);
        assert!(
            again.0.contains(" 304 ") && again.2.is_empty() && again.header("etag").is_some(),
            "{more}: {}",
            again.0
        );
    }
    assert!(get("/followups.ics", "\r\nIf-None-Match: \"x\"").0.contains(" 200 "));

    assert!(get("/../followup.yaml", "").0.contains(" 404 "));
    assert!(get("/.manifest.json", "").0.contains(" 404 "));
    assert!(get("/%2e%2e/inbox.md", "").0.contains(" 404 "));
    for host in ["evil.example", "127.0.0.1.evil.example"] {
        assert!(ask(&address, &format!("GET / HTTP/1.1\r\nHost: {host}")).0.contains(" 403 "), "{host}");
    }
    assert!(ask(&address, &format!("DELETE /index.html HTTP/1.1\r\nHost: {address}")).0.contains(" 405 "));

    let page = String::from_utf8(get("/", "").2).unwrap();
    let version = String::from_utf8(get("/-/version?/", "").2).unwrap();
    assert!(page.contains(&version) && page.contains("connect-src 'self'"));
    assert!(!String::from_utf8_lossy(&before["agenda/index.html"]).contains("/-/version"));
    assert_eq!(serving.end().0, Some(0));
    assert_eq!(folders::read(vault.path()), before);
}

#[test]
#[cfg(unix)]
fn a_watch_reports_only_what_changed() {
    let vault = example();
    let mut watching = Running::start(vault.path(), &["build", "--watch"]);
    watching.line("watching");
    // As editors save: a new file next to the note, moved over it.
    let note = vault.path().join("People/Priya Raghunathan.md");
    let text = std::fs::read_to_string(&note).unwrap() + "\n- 2026-11-24 call: about the fascia\n";
    std::fs::write(vault.path().join("People/.saving"), text).unwrap();
    std::fs::rename(vault.path().join("People/.saving"), &note).unwrap();
    assert_eq!(watching.line("agenda/"), "agenda/index.html  written\n");
    watching.line("followups.ics");
    // A half-written configuration does not end the watch.
    let config = vault.path().join("followup.yaml");
    let whole = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, whole.clone() + "\nrules: [\n").unwrap();
    std::thread::sleep(Duration::from_millis(800));
    std::fs::write(&config, whole.replace("per-day: 8", "per-day: 2")).unwrap();
    watching.line("agenda/index.html");
    // A problem that is solved without a change of outputs is reported too.
    let whole = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, whole.clone() + "\nrules: [\n").unwrap();
    std::thread::sleep(Duration::from_millis(800));
    std::fs::write(&config, whole).unwrap();
    watching.line("built again");
    let (status, rest) = watching.end();
    assert_eq!(status, Some(0));
    assert!(rest.ends_with("stopped; the outputs are complete\n"), "{rest}");
    // Its own outputs never cause a build: nothing was printed after the last one.
    assert!(rest.matches("index.html").count() == 0, "{rest}");
}

#[test]
#[cfg(unix)]
fn a_request_that_claims_a_boundless_body_does_not_end_the_server() {
    let vault = example();
    assert_eq!(run(vault.path(), &["build", "-q"]).0, 0);
    let (serving, address) = serving(vault.path());
    for length in ["99999999999", "9223372036854775807", "18446744073709551615"] {
        // More requests than there are workers.
        for _ in 0..5 {
            let mut stream = TcpStream::connect(&address).unwrap();
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let head = format!("GET / HTTP/1.1\r\nHost: {address}\r\nContent-Length: {length}\r\n\r\nx");
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = String::new();
            BufReader::new(&stream).read_line(&mut answer).unwrap();
            assert!(answer.contains(" 413 "), "{answer}");
        }
    }
    let two = format!("GET / HTTP/1.1\r\nHost: {address}\r\nHost: evil.example");
    assert!(ask(&address, &two).0.contains(" 403 "));
    assert!(ask(&address, &format!("GET / HTTP/1.1\r\nHost: {address}")).0.contains(" 200 "));
    assert_eq!(serving.end().0, Some(0));
}
