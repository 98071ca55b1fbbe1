//! The command of an endpoint: makes the call and writes the answer.

use clap::ArgMatches;

use super::arguments;
use super::facts::Command;
use super::failure::{Exit, Failure};
use super::output::{self, Format, Rows, View};
use super::session::{self, Session, Sink};
use super::settings::Settings;
use super::stream::Job;
use super::watch::Watch;
use crate::client::{Client, untyped};
use crate::wire::{Items, Record, Value, Wire};

/// Runs the command.
pub fn run(
    command: &'static Command,
    matches: &ArgMatches,
    session: &Session,
) -> Result<(), Failure> {
    let request = arguments::request(command, matches)?;
    let settings = Settings::load(matches)?;
    if let Some(why) = command.deprecated {
        session.hint(&format!("`{}` is deprecated: {why}", command.name));
    }
    let mut builder = settings.builder()?;
    if session.verbose {
        builder = builder
            .observer(Watch)
            .on_drift(|drift| session::tell(&format!("note: {drift}\n")));
    }
    let client = builder.build()?;
    if matches.get_flag("dry-run") {
        return session::run(dry_run(command, &client, &*request, session));
    }
    let asked = Asked::of(command, matches);
    if let Some(begin) = command.make.pages {
        let job = Job {
            command,
            begin,
            client: &client,
            request: &*request,
        };
        if matches.get_flag("plan") {
            return job.plan();
        }
        if matches.get_flag("all") {
            return job.all(&asked, matches, session);
        }
    }
    session::run(async {
        let call = untyped::call(&client, command.operation, &*request, command.make.answer);
        let answer = call
            .await
            .map_err(|error| Failure::of_call(command, &error))?;
        let mut sink = session::open(matches.get_one("save"))?;
        show(command, &asked, &*answer, session, &mut sink)?;
        sink.flush()
    })
}

/// How the answer is wanted.
pub struct Asked {
    pub format: Format,
    pub view: View,
}

impl Asked {
    pub fn of(command: &'static Command, matches: &ArgMatches) -> Self {
        let format = matches.get_one::<String>("output");
        let columns: Vec<&String> = matches.get_many("columns").into_iter().flatten().collect();
        Self {
            format: format
                .and_then(|word| Format::from_word(word))
                .unwrap_or(Format::Table),
            view: View::new(command, &columns, matches.get_flag("show-sensitive")),
        }
    }
}

async fn dry_run(
    command: &Command,
    client: &Client,
    request: &dyn Record,
    session: &Session,
) -> Result<(), Failure> {
    let signed = untyped::signed(client, command.operation, request).await;
    let signed = signed.map_err(|error| Failure::of_call(command, &error))?;
    session.hint(
        "nothing was sent. Whoever has this command can make the call for a few minutes: keep it out of logs",
    );
    session::print(&format!(
        "curl --header 'Content-Type: application/json' \\\n  --data-raw {} \\\n  {}\n",
        quoted(&signed.body),
        quoted(&signed.url)
    ))
}

/// A word of a shell's.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

fn show(
    command: &Command,
    asked: &Asked,
    answer: &dyn Wire,
    session: &Session,
    sink: &mut Sink,
) -> Result<(), Failure> {
    let paging = command.operation.paging.as_ref().map(|paging| paging.rows);
    let rows = rows_of(answer, paging);
    let mut masked = Vec::new();
    for row in &rows {
        for wire in asked.view.masked(*row) {
            if !masked.contains(&wire) {
                masked.push(wire);
            }
        }
    }
    if asked.format == Format::Json {
        sink.write(|out| output::json_answer(&asked.view, answer, paging, out))?;
    } else if answer.value().is_absent() {
        let done = if asked.format == Format::Table {
            "Done.\n"
        } else {
            ""
        };
        sink.write(|out| out.write_all(done.as_bytes()))?;
    } else {
        let mut writer = Rows::new(asked.format, asked.view.clone(), session.terminal, 0);
        sink.write(|out| {
            writer.begin(out)?;
            rows.iter().try_for_each(|row| writer.row(*row, out))?;
            writer.end(out)
        })?;
    }
    if let (Value::Record(page), Some(rows_at)) = (answer.value(), paging) {
        if asked.format == Format::Table {
            let lines =
                output::frame_lines(&asked.view, page, command.frame, rows_at, session.terminal);
            sink.write(|out| writeln!(out, "{lines}"))?;
        }
        sink.flush()?;
        more(command, page, rows.len(), session);
    }
    sink.flush()?;
    note_masked(&masked, session);
    Ok(())
}

/// Says that personal data was masked. Nothing keeps this quiet: whoever goes on with the output must know.
pub fn note_masked(masked: &[&str], session: &Session) {
    if !masked.is_empty() {
        let columns = masked.join(", ");
        session.note(&format!(
            "personal data is masked ({columns}); --show-sensitive shows it"
        ));
    }
}

/// Says that there is more than was asked for.
fn more(command: &Command, page: &dyn Record, shown: usize, session: &Session) {
    let total = command.operation.paging.as_ref().and_then(|paging| {
        let index = page.shape().position(paging.total)?;
        match page.field(index)?.value() {
            Value::Int(total) => Some(total),
            _ => None,
        }
    });
    if let Some(total) = total.filter(|total| *total > i64::try_from(shown).unwrap_or(i64::MAX)) {
        session.hint(&format!(
            "these are {shown} of {total} rows; --all gets all of them"
        ));
    }
}

/// The records in an answer that are shown one by one.
pub fn rows_of<'a>(answer: &'a dyn Wire, paging: Option<&str>) -> Vec<&'a dyn Record> {
    match (answer.value(), paging) {
        (Value::List(items), _) => records(items),
        (Value::Record(page), Some(rows)) => {
            let index = page.shape().position(rows);
            match index.and_then(|index| page.field(index)).map(Wire::value) {
                Some(Value::List(items)) => records(items),
                _ => Vec::new(),
            }
        }
        (Value::Record(record), None) => vec![record],
        _ => Vec::new(),
    }
}

fn records(items: &dyn Items) -> Vec<&dyn Record> {
    let items = (0..items.count()).filter_map(|index| items.item(index));
    let records = items.filter_map(|item| match item.value() {
        Value::Record(record) => Some(record),
        _ => None,
    });
    records.collect()
}

/// Whatever `matches` asks for that only the calls themselves can refuse.
pub fn unknown(name: &str) -> Failure {
    Failure::new(Exit::Usage, format!("there is no command `{name}`"))
}
