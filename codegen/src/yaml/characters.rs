//! Characters that no reader of a spec can see, or that YAML readers treat differently: refused by name, wherever they
//! stand, so that what a person reads is what the generator reads.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    place::Place,
};

/// Reports every such character of `text`, the file with index `file`, and whether there is none. Neighbours of one
/// kind are one mistake.
pub fn check(text: &str, file: usize, diagnostics: &mut Diagnostics) -> bool {
    let mut last: Option<(char, usize)> = None;
    let mut clean = true;
    for (start, c) in text.char_indices() {
        let next = text
            .get(start + c.len_utf8()..)
            .and_then(|rest| rest.chars().next());
        let Some((what, help)) = refused(c, start, next) else {
            continue;
        };
        let end = start + c.len_utf8();
        if last.replace((c, end)) != Some((c, start)) {
            let place = Place { file, start, end };
            let message = format!("{what} (U+{:04X}) stands here", u32::from(c));
            diagnostics.push(Diagnostic::new(Code::Syntax, place, message, help));
        }
        clean = false;
    }
    clean
}

/// What `c` is called and what to do about it, if it is refused.
fn refused(c: char, start: usize, next: Option<char>) -> Option<(&'static str, &'static str)> {
    const REMOVE: &str = "remove it: it cannot be seen";
    const BLANK: &str = "write a plain blank in its place";
    Some(match c {
        '\n' | '\t' | ' '..='~' => return None,
        '\r' if next == Some('\n') => return None,
        '\r' => (
            "a carriage return without a line feed",
            "end lines with a line feed",
        ),
        '\u{feff}' if start == 0 => (
            "a byte-order mark",
            "save the file as UTF-8 without byte-order mark",
        ),
        '\u{85}' | '\u{2028}' | '\u{2029}' => (
            "a line separator that not all YAML readers know",
            "end lines with a line feed",
        ),
        _ if c.is_control() => ("a control character", REMOVE),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ("a character that turns the direction of writing", REMOVE)
        }
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            ("a character without width", REMOVE)
        }
        _ if c.is_whitespace() => ("a blank that is not the usual one", BLANK),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::diagnostic::Diagnostics;

    fn found(text: &str) -> Vec<(usize, usize, String)> {
        let mut diagnostics = Diagnostics::default();
        let clean = check(text, 0, &mut diagnostics);
        assert_eq!(clean, diagnostics.is_empty());
        let all = diagnostics.iter();
        all.map(|d| (d.place.start, d.place.end, d.message.clone()))
            .collect()
    }

    #[test]
    fn what_can_be_seen_is_fine() {
        assert_eq!(found("a: b\n\tc — “d” é ไทย 中文 😀\r\n"), []);
    }

    #[test]
    fn what_cannot_be_seen_is_named_with_its_number() {
        for (c, what) in [
            ('\0', "a control character (U+0000)"),
            ('\u{1b}', "a control character (U+001B)"),
            ('\u{7f}', "a control character (U+007F)"),
            ('\u{9f}', "a control character (U+009F)"),
            ('\r', "a carriage return without a line feed (U+000D)"),
            (
                '\u{85}',
                "a line separator that not all YAML readers know (U+0085)",
            ),
            (
                '\u{2028}',
                "a line separator that not all YAML readers know (U+2028)",
            ),
            ('\u{a0}', "a blank that is not the usual one (U+00A0)"),
            ('\u{3000}', "a blank that is not the usual one (U+3000)"),
            ('\u{200b}', "a character without width (U+200B)"),
            ('\u{feff}', "a character without width (U+FEFF)"),
            (
                '\u{202e}',
                "a character that turns the direction of writing (U+202E)",
            ),
        ] {
            let expected = (1, 1 + c.len_utf8(), format!("{what} stands here"));
            assert_eq!(found(&format!("a{c}b")), [expected]);
        }
        let mark = (0, 3, "a byte-order mark (U+FEFF) stands here".to_owned());
        assert_eq!(found("\u{feff}a: b"), [mark]);
    }

    #[test]
    fn neighbours_of_one_kind_are_one_mistake() {
        assert_eq!(found("\0\0\0a\0\u{1b}").len(), 3);
    }
}
