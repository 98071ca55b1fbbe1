//! The place in a long answer, kept in a file: whatever ends the program, and whenever, the next run goes on from there and
//! the output comes to the same bytes.
//!
//! After every page the output is handed to the disk first, and then the place, with the output's length at that time, in
//! one move (a new file takes the old one's name). A run that goes on cuts the output back to that length: what was
//! written after the place was kept is written again.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::failure::{Exit, Failure};
use crate::stream::Cursor;

const FORM: u32 = 1;

/// The place, as it is kept.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Of this file.
    form: u32,
    /// Where the calls go on.
    pub cursor: Cursor,
    /// What was written, and how.
    pub output: Written,
}

/// How the output is written, which must stay the same, and how much of it there is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    pub format: String,
    pub columns: Vec<String>,
    pub show_sensitive: bool,
    /// The columns that were masked so far.
    pub masked: Vec<String>,
    pub bytes: u64,
}

impl Written {
    fn is_like(&self, other: &Self) -> bool {
        (&self.format, &self.columns, self.show_sensitive)
            == (&other.format, &other.columns, other.show_sensitive)
    }
}

/// The file that a place is kept in, and the output that it is about.
pub struct Keeper {
    path: PathBuf,
    output: File,
    written: Written,
}

impl Keeper {
    /// Opens the output, and finds the place to go on from, if there is one.
    pub fn open(
        path: &Path,
        output: &Path,
        written: Written,
    ) -> Result<(Self, Option<Place>), Failure> {
        let place = read(path)?;
        let cannot = |error| Failure::output(&format!("`{}`", output.display()), &error);
        let mut options = OpenOptions::new();
        let file = options
            .create(true)
            .write(true)
            .truncate(place.is_none())
            .open(output);
        let mut keeper = Self {
            path: path.to_owned(),
            output: file.map_err(cannot)?,
            written,
        };
        if let Some(place) = &place {
            keeper.go_on(place, output)?;
        }
        Ok((keeper, place))
    }

    /// Another handle to the output, behind what is there.
    pub fn output(&self) -> Result<File, Failure> {
        self.output
            .try_clone()
            .map_err(|error| Failure::output("the output", &error))
    }

    /// Cuts the output back to what had been written when the place was kept.
    fn go_on(&mut self, place: &Place, output: &Path) -> Result<(), Failure> {
        let begin_anew = format!("to begin anew, delete `{}`", self.path.display());
        if !place.output.is_like(&self.written) {
            let message = format!(
                "`{}` was begun with another format or other columns",
                output.display()
            );
            return Err(Failure::new(Exit::Usage, message).help(format!(
                "give --output, --columns and --show-sensitive as before; {begin_anew}"
            )));
        }
        let cannot = |error| Failure::output(&format!("`{}`", output.display()), &error);
        let length = self.output.metadata().map_err(cannot)?.len();
        if length < place.output.bytes {
            let message = format!(
                "`{}` is shorter than it was: rows are missing",
                output.display()
            );
            return Err(Failure::new(Exit::Output, message).help(begin_anew));
        }
        self.output.set_len(place.output.bytes).map_err(cannot)?;
        self.output.seek(SeekFrom::End(0)).map_err(cannot)?;
        self.written = place.output.clone();
        Ok(())
    }

    /// Keeps the place. Everything before it has been handed to the system.
    pub fn keep(&mut self, cursor: Cursor, masked: &[&str]) -> Result<(), Failure> {
        let kept = self.try_keep(cursor, masked);
        kept.map_err(|error| Failure::output(&format!("`{}`", self.path.display()), &error))
    }

    fn try_keep(&mut self, cursor: Cursor, masked: &[&str]) -> io::Result<()> {
        self.output.sync_data()?;
        self.written.bytes = self.output.metadata()?.len();
        self.written.masked = masked.iter().map(|&column| column.to_owned()).collect();
        let place = Place {
            form: FORM,
            cursor,
            output: self.written.clone(),
        };
        let mut text = serde_json::to_vec(&place)?;
        text.push(b'\n');
        // Beside it, so that it is on the same disk.
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let mut file = File::create(&beside)?;
        file.write_all(&text)?;
        file.sync_data()?;
        fs::rename(&beside, &self.path)
    }

    /// All is written: there is no place to go on from any more.
    pub fn done(self) -> Result<(), Failure> {
        let cannot = |error| Failure::output(&format!("`{}`", self.path.display()), &error);
        self.output.sync_data().map_err(cannot)?;
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(cannot(error)),
            _ => Ok(()),
        }
    }
}

fn read(path: &Path) -> Result<Option<Place>, Failure> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(Failure::unreadable(
                &format!("`{}`", path.display()),
                &error,
            ));
        }
    };
    let place: Option<Place> = serde_json::from_str(&text).ok();
    match place.filter(|place| place.form == FORM) {
        Some(place) => Ok(Some(place)),
        // It may be anything, and is not written over.
        None => Err(Failure::new(
            Exit::Usage,
            format!("`{}` holds no place to go on from", path.display()),
        )
        .help("give the file that --resume made, or a name that is free")),
    }
}
