//! Tabs between a key and its value. YAML allows them there, and editors put them there; the parser does not
//! take them.

use std::borrow::Cow;

/// A block with the tabs right behind the colon of a key as blanks, so that every column stays.
pub(super) fn as_blanks(text: &str) -> Cow<'_, str> {
    if !text.contains(":\t") {
        return Cow::Borrowed(text);
    }
    let mut blanks = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match tabs_of(line) {
            Some((key, tabs, value)) => {
                blanks.push_str(key);
                blanks.extend(std::iter::repeat_n(' ', tabs));
                blanks.push_str(value);
            }
            None => blanks.push_str(line),
        }
    }
    if blanks == text { Cow::Borrowed(text) } else { Cow::Owned(blanks) }
}

/// A key with its colon, how many tabs follow, and what stands behind them. A value in quotes before the first colon
/// is none of ours.
fn tabs_of(line: &str) -> Option<(&str, usize, &str)> {
    let colon = line.find(':')?;
    let (key, rest) = line.split_at_checked(colon + 1)?;
    let value = rest.trim_start_matches('\t');
    let tabs = rest.len() - value.len();
    let is_key = !key.contains(['"', '\'', '#', '{', '[']);
    (tabs > 0 && is_key).then_some((key, tabs, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_behind_a_key_alone_are_blanks() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(as_blanks(text), expected, "{text:?}");
        }
        case("a:\t1\nb:\t\t2\n", "a: 1\nb:  2\n");
        case("a: x:\ty\n\tb: 1", "a: x:\ty\n\tb: 1");
        case("\"a:\tb\"", "\"a:\tb\"");
        case("a:\t[x,\ty]\r\n", "a: [x,\ty]\r\n");
    }
}
