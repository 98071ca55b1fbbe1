//! YAML as the files of the spec are written: one field a line, comments on the line above.

use super::fields::Entry;
use crate::import::text::pattern;

/// A text of YAML that is being written.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
    reviews: usize,
}

impl Writer {
    /// Adds a line.
    pub fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&"  ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds an empty line, unless one stands there.
    pub fn blank(&mut self) {
        if !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Adds a key that a block follows.
    pub fn key(&mut self, name: &str) {
        self.line(0, &format!("{name}:"));
    }

    /// Adds a comment that asks for a review of what stands below it.
    pub fn review(&mut self, indent: usize, why: &str) {
        let why = why.split_whitespace().collect::<Vec<_>>().join(" ");
        self.line(indent, &format!("# REVIEW: {why}"));
        self.reviews += 1;
    }

    /// Adds the fields of a record, and an empty line.
    pub fn fields(&mut self, fields: &[Entry]) {
        self.fields_at(fields, 1);
        self.blank();
    }

    /// Adds the fields of a record.
    pub fn fields_at(&mut self, fields: &[Entry], indent: usize) {
        for entry in fields {
            for why in &entry.review {
                self.review(indent, why);
            }
            if let Some(line) = entry.render() {
                self.line(indent, &line);
            }
        }
    }

    /// How many comments ask for a review.
    pub fn reviews(&self) -> usize {
        self.reviews
    }

    /// The text.
    pub fn text(self) -> String {
        format!("{}\n", self.text.trim_end())
    }
}

/// A text as a scalar of YAML: plain where no reader can take it for something else.
pub fn text(text: &str) -> String {
    let plain = pattern!(r"^[A-Za-z/][A-Za-z0-9_/.-]*(?: [A-Za-z0-9_/.()-]+)*$").is_match(text);
    let word = text.to_lowercase();
    let taken = matches!(
        word.as_str(),
        "yes" | "no" | "y" | "n" | "true" | "false" | "on" | "off" | "null" | "nan" | "inf"
    );
    if plain && !taken {
        return text.to_owned();
    }
    quoted(text)
}

/// A text in double quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
