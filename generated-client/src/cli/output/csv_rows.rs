//! Rows as CSV: one header, then a line a row.

use std::io::{self, Write};

use super::cell;
use super::view::View;
use crate::wire::Record;

/// A line of CSV for each row.
pub fn row(view: &View, row: &dyn Record, out: &mut dyn Write) -> io::Result<()> {
    let cells = view
        .columns
        .iter()
        .map(|column| cell::exact(view.value(row, column), column.kind));
    line(cells, out)
}

/// The names of the columns: those of the documentation.
pub fn header(view: &View, out: &mut dyn Write) -> io::Result<()> {
    line(
        view.columns.iter().map(|column| column.wire.to_owned()),
        out,
    )
}

fn line(cells: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    // A writer a line: nothing is kept back when it is done, so that what is written is always whole rows.
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    writer.write_record(cells)?;
    writer.flush()
}
