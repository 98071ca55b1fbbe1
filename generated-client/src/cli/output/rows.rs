//! Rows, one after the other, in the form that was asked for: any number of them takes no more memory than a few hundred.

use std::io::{self, Write};

use super::table::Block;
use super::{Format, View, csv_rows, json};
use crate::cli::terminal::Terminal;
use crate::wire::Record;

/// A table is laid out for so many rows at a time.
const BLOCK: usize = 500;

/// Writes rows.
pub struct Rows {
    format: Format,
    view: View,
    block: Block,
    /// How many rows have been written.
    written: u64,
}

impl Rows {
    /// For rows that come after `written` others.
    pub fn new(format: Format, view: View, terminal: Terminal, written: u64) -> Self {
        let block = Block::new(terminal);
        Self {
            format,
            view,
            block,
            written,
        }
    }

    /// Writes what stands before the first row.
    pub fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Csv => csv_rows::header(&self.view, out),
            Format::Json => out.write_all(b"["),
            Format::Table | Format::Ndjson => Ok(()),
        }
    }

    /// Writes a row.
    pub fn row(&mut self, row: &dyn Record, out: &mut dyn Write) -> io::Result<()> {
        let is_first = self.written == 0;
        self.written += 1;
        match self.format {
            Format::Csv => csv_rows::row(&self.view, row, out),
            Format::Ndjson => {
                json::row(&self.view, row, out)?;
                out.write_all(b"\n")
            }
            Format::Json => {
                out.write_all(if is_first { b"\n" } else { b",\n" })?;
                json::row(&self.view, row, out)
            }
            Format::Table => {
                self.block.add(&self.view, row);
                if self.block.len() < BLOCK {
                    return Ok(());
                }
                self.block.write(&self.view, out)
            }
        }
    }

    /// Writes what stands after the last row.
    pub fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Csv | Format::Ndjson => Ok(()),
            Format::Json if self.written == 0 => out.write_all(b"]\n"),
            Format::Json => out.write_all(b"\n]\n"),
            Format::Table if self.written == 0 => out.write_all(b"No rows.\n"),
            Format::Table => self.block.write(&self.view, out),
        }
    }
}
