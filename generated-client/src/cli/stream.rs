//! `--all` and `--plan`: all rows of a query, however many calls that takes, as they come.

use std::cell::Cell;
use std::path::Path;

use clap::ArgMatches;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::call::{Asked, note_masked, rows_of};
use super::facts::Command;
use super::failure::{Exit, Failure, reason};
use super::output::{Format, Rows};
use super::pages::{AnyPages, Begin, OnProgress};
use super::resume::{Keeper, Written};
use super::session::{self, Session, Sink};
use crate::client::Client;
use crate::error::Error;
use crate::stream::{Cursor, Progress};
use crate::wire::{Record, Wire};

/// What a command needs to read all rows.
pub struct Job<'a> {
    pub command: &'static Command,
    pub begin: Begin,
    pub client: &'a Client,
    pub request: &'a dyn Record,
}

impl Job<'_> {
    /// Prints the calls that reading all rows will take.
    pub fn plan(&self) -> Result<(), Failure> {
        let pages = (self.begin)(self.client, self.request, None, Box::new(|_| {}));
        let plan = pages
            .plan()
            .map_err(|error| Failure::of_call(self.command, &error))?;
        session::print(&format!("{plan}\n"))
    }

    /// The query cannot be made, or not from the place that was kept.
    fn unplanned(&self, error: &Error) -> Failure {
        match error {
            Error::Paging(_) => Failure::new(Exit::Usage, reason(error))
                .help("give all parameters as before; to begin anew, delete the file of --resume"),
            error => Failure::of_call(self.command, error),
        }
    }

    /// Reads all rows, and writes them as they come.
    pub fn all(
        &self,
        asked: &Asked,
        matches: &ArgMatches,
        session: &Session,
    ) -> Result<(), Failure> {
        let save = matches.get_one::<String>("save");
        let mut keeper = None;
        let (sink, place) = match (matches.get_one::<String>("resume"), save) {
            (Some(path), Some(output)) => {
                if asked.format == Format::Table {
                    return Err(Failure::new(Exit::Usage, "a table cannot be gone on with")
                        .help("choose --output csv, ndjson or json"));
                }
                let (opened, place) =
                    Keeper::open(Path::new(path), Path::new(output), written(asked))?;
                let sink = Sink::new(format!("`{output}`"), opened.output()?);
                keeper = Some(opened);
                (sink, place)
            }
            _ => (session::open(save)?, None),
        };
        let bar = bar(session);
        let cursor = place.as_ref().map(|place| place.cursor.clone());
        let before = cursor.as_ref().map_or(0, Cursor::rows);
        let pages = (self.begin)(
            self.client,
            self.request,
            cursor,
            told(bar.clone(), session),
        );
        pages.plan().map_err(|error| self.unplanned(&error))?;
        if place.is_some() {
            session.hint(&format!("{before} rows are there already; going on"));
        }
        let before_masked = place.as_ref().map(|place| place.output.masked.as_slice());
        let masked = known(before_masked.unwrap_or_default(), asked);
        note_masked(&masked, session);
        let rows = Cell::new(before);
        let mut run = Run {
            job: self,
            asked,
            session,
            bar: bar.clone(),
            pages,
            writer: Rows::new(asked.format, asked.view.clone(), session.terminal, before),
            sink,
            keeper,
            masked,
            rows: &rows,
        };
        let is_kept = run.keeper.is_some();
        let result = session::run(run.read(place.is_none()));
        bar.finish_and_clear();
        result.map_err(|failure| stopped(failure, rows.get(), is_kept))?;
        if save.is_some() {
            session.hint(&format!("{} rows are written", rows.get()));
        }
        Ok(())
    }
}

/// How the output is written, as it is kept.
fn written(asked: &Asked) -> Written {
    let columns = asked
        .view
        .columns
        .iter()
        .map(|column| column.wire.to_owned());
    Written {
        format: asked.format.word().to_owned(),
        columns: columns.collect(),
        show_sensitive: asked.view.sensitive,
        masked: Vec::new(),
        bytes: 0,
    }
}

/// Those of the columns that are shown.
fn known(names: &[String], asked: &Asked) -> Vec<&'static str> {
    let shown = asked.view.columns.iter().map(|column| column.wire);
    shown
        .filter(|wire| names.iter().any(|name| name == wire))
        .collect()
}

/// What is done, and what can be done, about an end before the end.
fn stopped(failure: Failure, rows: u64, is_kept: bool) -> Failure {
    if matches!(failure.exit, Exit::PipeClosed | Exit::Limits | Exit::Usage) {
        return failure;
    }
    let done = format!("{rows} rows were written before");
    if is_kept {
        failure
            .details([done])
            .help("run the same command again: it goes on from there")
    } else {
        failure
            .details([done])
            .hint("--save FILE with --resume FILE keeps the place, so that the next run can go on")
    }
}

/// A stream that is being read.
struct Run<'a> {
    job: &'a Job<'a>,
    asked: &'a Asked,
    session: &'a Session,
    bar: ProgressBar,
    pages: Box<dyn AnyPages>,
    writer: Rows,
    sink: Sink,
    keeper: Option<Keeper>,
    masked: Vec<&'static str>,
    /// How many rows have been written.
    rows: &'a Cell<u64>,
}

impl Run<'_> {
    async fn read(&mut self, from_the_beginning: bool) -> Result<(), Failure> {
        let mut is_first = from_the_beginning;
        loop {
            let page = self.pages.next().await;
            let page = page.map_err(|error| Failure::of_call(self.job.command, &error))?;
            // Not before an answer has come: a request that breaks limits leaves no half a document.
            if is_first {
                self.sink.write(|out| self.writer.begin(out))?;
                is_first = false;
            }
            match page {
                Some(page) => self.page(&*page)?,
                None => break,
            }
        }
        self.bar
            .suspend(|| self.sink.write(|out| self.writer.end(out)))?;
        self.sink.flush()?;
        match self.keeper.take() {
            Some(keeper) => keeper.done(),
            None => Ok(()),
        }
    }

    fn page(&mut self, page: &dyn Wire) -> Result<(), Failure> {
        let paging = self.job.command.operation.paging.as_ref();
        let rows = rows_of(page, paging.map(|paging| paging.rows));
        self.bar.suspend(|| {
            self.sink
                .write(|out| rows.iter().try_for_each(|row| self.writer.row(*row, out)))?;
            self.sink.flush()
        })?;
        self.rows.set(self.rows.get() + rows.len() as u64);
        self.tell_masked(&rows);
        match (&mut self.keeper, self.pages.cursor()) {
            (Some(keeper), Some(cursor)) => keeper.keep(cursor, &self.masked),
            _ => Ok(()),
        }
    }

    fn tell_masked(&mut self, rows: &[&dyn Record]) {
        let mut new = Vec::new();
        for row in rows {
            for wire in self.asked.view.masked(*row) {
                if !self.masked.contains(&wire) {
                    self.masked.push(wire);
                    new.push(wire);
                }
            }
        }
        self.bar.suspend(|| note_masked(&new, self.session));
    }
}

/// Shows how far it has come: on a terminal, unless nobody wants to know.
fn bar(session: &Session) -> ProgressBar {
    if !session.terminal.watched || session.quiet {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    // The form is a constant: it is either always good or never.
    if let Ok(style) = ProgressStyle::with_template("[{bar:16}] {msg}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

/// Columns of the bar itself, and one that stays free: what is typed meanwhile would otherwise begin a new line.
const BAR: usize = 20;

fn told(bar: ProgressBar, session: &Session) -> OnProgress {
    let room = session.terminal.text_width().saturating_sub(BAR);
    Box::new(move |progress: &Progress| {
        if let Some(expected) = progress.expected {
            bar.set_length(expected.max(progress.rows));
        }
        bar.set_position(progress.rows);
        let text = format!("{progress}, {} s", bar.elapsed().as_secs());
        bar.set_message(text.chars().take(room).collect::<String>());
    })
}
