//! What a check found, for people, for programs and for GitHub.

use codegen::{place::Place, source::Sources};
use serde_json::json;

use super::{Finding, Outcome, Standing};
use crate::messages::MessageFormat;

/// The report of one page: what goes to standard output, and what is for a person only.
#[must_use]
pub fn of(outcome: &Outcome, sources: &Sources, format: MessageFormat) -> (String, String) {
    let lines = |line: fn(&Outcome, &Sources, &Finding) -> String| -> String {
        let told = outcome.findings.iter().filter(|one| is_told(one));
        told.map(|finding| line(outcome, sources, finding))
            .collect()
    };
    match format {
        MessageFormat::Human => (human(outcome, sources), String::new()),
        MessageFormat::Json => (lines(as_json), head(outcome)),
        MessageFormat::Github => {
            let differences = outcome.differences();
            let lines = differences.map(|finding| github(outcome, sources, finding));
            (lines.collect(), head(outcome))
        }
    }
}

fn is_told(finding: &Finding) -> bool {
    finding.standing != Standing::Follows
}

/// The page, what it was compared with, and what came of it.
fn head(outcome: &Outcome) -> String {
    let differences = outcome.differences().count();
    let known = count(outcome, |standing| matches!(standing, Standing::Known(_)));
    let notes = count(outcome, |standing| *standing == Standing::Note);
    let unsure = outcome
        .differences()
        .filter(|finding| !finding.doubts.is_empty())
        .count();
    let unsure = match unsure {
        0 => String::new(),
        count => format!(" ({count} of them unsure)"),
    };
    let against = match &outcome.name {
        Some(name) => format!("`{name}`"),
        None if outcome.findings.is_empty() => {
            return format!("{}: not about an endpoint\n", outcome.page);
        }
        None => "the spec".to_owned(),
    };
    let noun = if differences == 1 {
        "difference"
    } else {
        "differences"
    };
    format!(
        "{} against {against}: {differences} {noun}{unsure}, {known} explained by quirks, {notes} notes\n",
        outcome.page
    )
}

fn count(outcome: &Outcome, of: impl Fn(&Standing) -> bool) -> usize {
    let findings = outcome.findings.iter();
    findings.filter(|finding| of(&finding.standing)).count()
}

fn human(outcome: &Outcome, sources: &Sources) -> String {
    let mut text = head(outcome);
    for finding in outcome.differences() {
        text.push_str(&format!("  {}", sentence(finding)));
        let mut places = Vec::new();
        if let Some(line) = finding.line {
            places.push(format!("page line {line}"));
        }
        if let Some((file, line, _)) = position(finding.place, sources) {
            places.push(format!("{file}:{line}"));
        }
        if !places.is_empty() {
            text.push_str(&format!(" ({})", places.join(", ")));
        }
        text.push('\n');
        for doubt in &finding.doubts {
            text.push_str(&format!("      unsure: {doubt}\n"));
        }
    }
    let mut known: Vec<(&str, &str)> = Vec::new();
    for finding in &outcome.findings {
        if let Standing::Known(quirk) = &finding.standing {
            known.push((quirk, subject(finding)));
        }
    }
    known.sort_unstable();
    known.dedup();
    for (quirk, subject) in known {
        text.push_str(&format!("  known: {subject}, by the quirk `{quirk}`\n"));
    }
    text
}

fn subject(finding: &Finding) -> &str {
    if finding.path.is_empty() {
        "the page"
    } else {
        &finding.path
    }
}

/// One difference in a line.
fn sentence(finding: &Finding) -> String {
    let at = subject(finding);
    let (spec, page, tag) = (&finding.spec, &finding.page, finding.tag);
    match tag {
        "added" => format!("+ {at}: {page}"),
        "dropped" | "example-only" => format!("- {at}: {page}"),
        "mended" => format!("! {spec}: the page has {page}"),
        "new-page" => format!("+ {page}: {spec}"),
        "row-unread" => format!("? a row could not be read: {page}"),
        _ if spec == "no quirk says so" => format!("! {at}: {tag}: {page}, and {spec}"),
        _ => format!("~ {at}: {tag}: the spec has {spec}, the page {page}"),
    }
}

fn as_json(outcome: &Outcome, sources: &Sources, finding: &Finding) -> String {
    let (standing, quirk) = match &finding.standing {
        Standing::Differs => ("differs", None),
        Standing::Known(quirk) => ("known", Some(quirk)),
        Standing::Note => ("note", None),
        Standing::Follows => ("follows", None),
    };
    let place = position(finding.place, sources);
    let place =
        place.map(|(file, line, column)| json!({ "file": file, "line": line, "column": column }));
    let value = json!({
        "page": outcome.page,
        "name": outcome.name,
        "tag": finding.tag,
        "path": finding.path,
        "standing": standing,
        "quirk": quirk,
        "spec": finding.spec,
        "page_says": finding.page,
        "page_line": finding.line,
        "place": place,
        "unsure": finding.doubts,
    });
    format!("{value}\n")
}

fn github(outcome: &Outcome, sources: &Sources, finding: &Finding) -> String {
    let escaped = |text: &str| {
        let text = text.replace('%', "%25").replace('\r', "%0D");
        text.replace('\n', "%0A")
    };
    let place =
        position(finding.place, sources).map_or_else(String::new, |(file, line, column)| {
            let file = escaped(file).replace(',', "%2C").replace(':', "%3A");
            format!("file={file},line={line},col={column},")
        });
    let text = format!("{}: {}", outcome.page, sentence(finding));
    format!("::warning {place}title=import::{}\n", escaped(&text))
}

/// File, line and column of a place, from 1.
fn position(place: Place, sources: &Sources) -> Option<(&str, usize, usize)> {
    let file = sources.files().get(place.file)?;
    let before = file.text.get(..place.start)?;
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    Some((&file.path, line, column))
}
