//! How an answer is written: as a table for people, or exactly for programs.

mod cell;
mod csv_rows;
mod json;
mod rows;
mod table;
mod view;

use clap::builder::PossibleValue;

pub use self::json::answer as json_answer;
pub use self::rows::Rows;
pub use self::table::frame as frame_lines;
pub use self::view::View;

/// The forms of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Table,
    Json,
    Ndjson,
    Csv,
}

impl Format {
    /// All of them: the word on the command line, and what it gives.
    const ALL: [(Self, &str, &str); 4] = [
        (
            Self::Table,
            "table",
            "For people: a table where it fits, else one line a field. Amounts as in 3,600.00",
        ),
        (
            Self::Json,
            "json",
            "The answer as it travels, one document. Amounts are whole numbers of the smallest unit: 360000",
        ),
        (
            Self::Ndjson,
            "ndjson",
            "The rows, each as json on a line of its own",
        ),
        (
            Self::Csv,
            "csv",
            "The rows, for a spreadsheet. Amounts are exact decimals: 3600.00",
        ),
    ];

    pub fn from_word(word: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(_, known, _)| *known == word)
            .map(|(format, ..)| *format)
    }

    pub fn word(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(format, ..)| *format == self)
            .map_or("", |(_, word, _)| word)
    }
}

/// The forms, for the command line.
pub fn formats() -> Vec<PossibleValue> {
    let formats = Format::ALL.iter();
    formats
        .map(|(_, word, help)| PossibleValue::new(*word).help(*help))
        .collect()
}
