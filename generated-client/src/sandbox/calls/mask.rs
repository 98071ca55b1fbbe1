//! Blacks out what must not be shown in a JSON text, and leaves every other byte as it came.
//!
//! What is shown is what is known to be harmless: see [`Names`]. Where the text is no JSON, nothing is known, and
//! nothing from there on is shown.

use super::names::{Kinds, Names};

/// Stands for a value that must not be shown.
pub(super) const REDACTED: &str = "\"<redacted>\"";
/// Values in values, and texts in texts, are followed so far.
const DEPTH: usize = 64;
const TEXTS: usize = 3;
/// A name that a field could have. Anything else may be a value in the wrong place.
const LONGEST_NAME: usize = 64;

/// A text without what must not be shown. `whole` is its length where only the beginning is at hand.
pub(super) fn mask(names: &Names, text: &[u8], whole: usize) -> String {
    let (text, broken) = match std::str::from_utf8(text) {
        Ok(text) => (text, false),
        Err(error) => (valid(text, error.valid_up_to()), whole == text.len()),
    };
    let cut = !broken && text.len() < whole;
    let masked = Masker::run(names, text, cut, TEXTS);
    if cut {
        return format!("{masked}… (cut: {whole} bytes in all)");
    }
    masked
}

fn valid(bytes: &[u8], up_to: usize) -> &str {
    bytes
        .get(..up_to)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .unwrap_or_default()
}

/// Why reading stopped: the text is no JSON from here on, or it ends.
struct Stop;

struct Masker<'a> {
    names: &'a Names,
    text: &'a str,
    at: usize,
    out: String,
    /// How many more texts in texts are followed.
    texts: usize,
}

impl<'a> Masker<'a> {
    fn run(names: &'a Names, text: &'a str, cut: bool, texts: usize) -> String {
        let mut masker = Self {
            names,
            text,
            at: 0,
            out: String::with_capacity(text.len()),
            texts,
        };
        let _ = masker.value(Kinds::NESTED.or(Kinds::JSON), DEPTH);
        masker.blanks();
        let rest = text.len() - masker.at;
        // An empty text is no JSON, but nothing is left out of it.
        if rest > 0 && !cut {
            let note = format!("<redacted: {rest} bytes that are not JSON>");
            masker.out.push_str(&note);
        }
        masker.out
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over what satisfies `wanted`, and gives it.
    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let length = rest.bytes().take_while(|&byte| wanted(byte)).count();
        let taken = rest.get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    fn blanks(&mut self) {
        let blanks = self.take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
        self.out.push_str(blanks);
    }

    /// Passes over one character, which is copied.
    fn expect(&mut self, wanted: u8) -> Result<(), Stop> {
        self.blanks();
        if self.peek() != Some(wanted) {
            return Err(Stop);
        }
        self.at += 1;
        self.out.push(char::from(wanted));
        Ok(())
    }

    fn value(&mut self, kinds: Kinds, depth: usize) -> Result<(), Stop> {
        self.blanks();
        let depth = depth.checked_sub(1).ok_or(Stop)?;
        match self.peek().ok_or(Stop)? {
            open @ (b'{' | b'[') => self.nested(open, kinds, depth),
            b'"' => {
                let raw = self.string()?;
                let shown = self.shown(raw, kinds);
                self.out.push_str(shown.as_deref().unwrap_or(raw));
                Ok(())
            }
            _ => self.word(kinds),
        }
    }

    /// A number, or one of JSON's words.
    fn word(&mut self, kinds: Kinds) -> Result<(), Stop> {
        let word = self.take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
        let shown = match word {
            "null" => true,
            "true" | "false" => kinds.allow(Kinds::BOOL),
            _ if serde_json::from_str::<serde_json::Number>(word).is_ok() => {
                kinds.allow(Kinds::NUMBER)
            }
            _ => {
                self.at -= word.len();
                return Err(Stop);
            }
        };
        self.out.push_str(if shown { word } else { REDACTED });
        Ok(())
    }

    fn nested(&mut self, open: u8, kinds: Kinds, depth: usize) -> Result<(), Stop> {
        if kinds.allow(Kinds::NESTED) {
            return self.members(open, kinds, depth);
        }
        let start = self.out.len();
        let read = self.members(open, Kinds::HIDDEN, depth);
        self.out.truncate(start);
        self.out.push_str(REDACTED);
        read
    }

    fn members(&mut self, open: u8, kinds: Kinds, depth: usize) -> Result<(), Stop> {
        let close = if open == b'{' { b'}' } else { b']' };
        self.expect(open)?;
        if self.expect(close).is_ok() {
            return Ok(());
        }
        loop {
            if open == b'{' {
                let kinds = self.name()?;
                self.expect(b':')?;
                self.value(kinds, depth)?;
            } else {
                self.value(kinds, depth)?;
            }
            if self.expect(b',').is_err() {
                return self.expect(close);
            }
        }
    }

    /// The name of a member, and what may be shown of its value.
    fn name(&mut self) -> Result<Kinds, Stop> {
        self.blanks();
        let raw = self.string()?;
        let name: String = serde_json::from_str(raw).map_err(|_| Stop)?;
        self.out
            .push_str(if is_name(&name) { raw } else { REDACTED });
        Ok(self.names.kinds(&name))
    }

    /// Passes over a text, and gives it as it stands, in its quotes.
    fn string(&mut self) -> Result<&'a str, Stop> {
        let rest = self.text.get(self.at..).ok_or(Stop)?;
        if !rest.starts_with('"') {
            return Err(Stop);
        }
        let mut escaped = false;
        for (index, byte) in rest.bytes().enumerate().skip(1) {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    self.at += index + 1;
                    return rest.get(..=index).ok_or(Stop);
                }
                _ => {}
            }
        }
        Err(Stop)
    }

    /// What to show in place of a text; `None` where it can be shown as it stands.
    fn shown(&self, raw: &str, kinds: Kinds) -> Option<String> {
        let hidden = || Some(REDACTED.to_owned());
        let Ok(text) = serde_json::from_str::<String>(raw) else {
            return hidden();
        };
        let looks_nested = text.trim_start().starts_with(['{', '[', '"']);
        if kinds.allow(Kinds::JSON) || (kinds.allow(Kinds::TEXT) && looks_nested) {
            let Some(texts) = self.texts.checked_sub(1) else {
                return hidden();
            };
            let masked = Masker::run(self.names, &text, false, texts);
            return (masked != text).then(|| crate::sandbox::json::quoted(&masked));
        }
        let shown = kinds.allow(Kinds::TEXT) || (kinds.allow(Kinds::MOMENT) && is_moment(&text));
        if shown { None } else { hidden() }
    }
}

fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST_NAME
        && bytes
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Whether a text can hold no more than a time.
fn is_moment(text: &str) -> bool {
    text.len() <= 32
        && text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"-:. TZ+/".contains(&byte))
}
