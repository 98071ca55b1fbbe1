//! Rows for people: a table where it fits, else a line for each field.

use std::io::{self, Write};

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::cell;
use super::view::{Shown, View, field};
use crate::cli::facts::{Column, Kind};
use crate::cli::terminal::Terminal;
use crate::wire::{Record, Value};

/// Rows that are laid out together.
pub struct Block {
    terminal: Terminal,
    rows: Vec<Vec<String>>,
    /// Rows of the blocks before.
    before: usize,
}

impl Block {
    pub fn new(terminal: Terminal) -> Self {
        Self {
            terminal,
            rows: Vec::new(),
            before: 0,
        }
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn add(&mut self, view: &View, row: &dyn Record) {
        let cells = view
            .columns
            .iter()
            .map(|column| cell::readable(view.value(row, column), column.kind));
        self.rows.push(cells.collect());
    }

    /// Writes the rows, and forgets them.
    pub fn write(&mut self, view: &View, out: &mut dyn Write) -> io::Result<()> {
        if self.rows.is_empty() {
            return Ok(());
        }
        let titles: Vec<_> = view
            .columns
            .iter()
            .map(|column| cell::title(column.wire, column.kind))
            .collect();
        let text = table(view, &titles, &self.rows);
        let width = text.lines().next().map_or(0, |line| line.chars().count());
        let fits = self.terminal.width.is_none_or(|columns| width <= columns);
        if fits {
            self.write_table(&text, out)?;
        } else {
            self.write_lines(&titles, out)?;
        }
        self.before += self.rows.len();
        self.rows.clear();
        Ok(())
    }

    fn write_table(&self, text: &str, out: &mut dyn Write) -> io::Result<()> {
        for (index, line) in text.lines().enumerate() {
            // The first line is the frame's, the second the header.
            if index == 1 {
                writeln!(out, "{}", self.terminal.out.bold(line))?;
            } else {
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }

    fn write_lines(&self, titles: &[String], out: &mut dyn Write) -> io::Result<()> {
        let widest = titles
            .iter()
            .map(|title| title.chars().count())
            .max()
            .unwrap_or(0);
        let columns = self.terminal.width.unwrap_or(usize::MAX);
        for (row, number) in self.rows.iter().zip(self.before + 1..) {
            writeln!(out, "{}", self.terminal.out.bold(&format!("[{number}]")))?;
            for (title, text) in titles.iter().zip(row) {
                // A value that would be broken stands on a line of its own, so that it can be copied.
                if widest + 2 + text.chars().count() <= columns {
                    writeln!(out, "{}", format!("{title:widest$}  {text}").trim_end())?;
                } else {
                    writeln!(out, "{title}\n  {text}")?;
                }
            }
        }
        Ok(())
    }
}

fn table(view: &View, titles: &[String], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table
        .load_preset(UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(titles);
    for row in rows {
        table.add_row(row);
    }
    for (index, column) in view.columns.iter().enumerate() {
        if let Some(drawn) = table
            .column_mut(index)
            .filter(|_| cell::is_numeric(column.kind))
        {
            drawn.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.to_string()
}

/// The members of a page around its rows, in a few lines: totals, above all.
pub fn frame(
    view: &View,
    page: &dyn Record,
    columns: &[Column],
    rows: &str,
    terminal: Terminal,
) -> String {
    let width = terminal.text_width();
    let mut lines = vec![String::new()];
    for column in columns.iter().filter(|column| column.wire != rows) {
        let Some((entry, value)) = field(page, column.wire) else {
            continue;
        };
        if matches!(value, Value::Absent) {
            continue;
        }
        let shown = Shown {
            value,
            hide: entry.sensitive && !view.sensitive,
            show_all: view.sensitive,
        };
        let unit = match column.kind {
            Kind::Money { currency, .. } => format!(" {currency}"),
            _ => String::new(),
        };
        let text = format!(
            "{} {}{unit}",
            column.wire,
            cell::readable(shown, column.kind)
        );
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = text,
            Some(line) if line.chars().count() + 3 + text.chars().count() <= width => {
                line.push_str("   ");
                line.push_str(&text);
            }
            _ => lines.push(text),
        }
    }
    lines.join("\n")
}
