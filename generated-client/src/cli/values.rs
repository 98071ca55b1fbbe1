//! From a text on the command line to a value of a request.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan as _};

use super::facts::Kind;
use crate::money;
use crate::time;
use crate::wire::{Context, Slot, Unknown, read_json_in};

/// What a date without a time of day stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMeans {
    /// Its first second.
    ItsBeginning,
    /// Its last second.
    ItsEnd,
}

/// Reads a value into its slot. What is wrong is told without the text: it may be personal.
pub fn read(slot: Slot<'_>, kind: Kind, text: &str, date: DateMeans) -> Result<(), String> {
    match (slot, kind) {
        (Slot::Option(option), _) => return read(option.fill(), kind, text, date),
        (Slot::I64(target), Kind::Money { currency, digits }) => {
            *target = money::parse(text, digits, currency).map_err(|error| error.to_string())?;
        }
        (
            Slot::Time(target),
            Kind::Time {
                zone,
                offset_minutes,
            },
        ) => {
            *target = moment(text, offset_minutes, date).ok_or_else(|| not_a_time(zone))?;
        }
        (Slot::Text(target), _) => text.clone_into(target),
        (Slot::TextEnum(target), _) => target.set_text(text),
        (Slot::IntEnum(target), _) => {
            target.set_int(text.parse().map_err(|_| "not a whole number")?);
        }
        (Slot::Bool(target), _) => *target = text == "true",
        (Slot::I32(target), _) => {
            *target = text
                .parse()
                .map_err(|_| "not a whole number of 32 bits, such as 100")?;
        }
        (Slot::I64(target), _) => {
            *target = text
                .parse()
                .map_err(|_| "not a whole number, such as 100")?;
        }
        (Slot::Decimal(target), _) => {
            *target = text
                .parse()
                .map_err(|_| "not a decimal number, such as 0.15")?;
        }
        (slot, _) => json(slot, text)?,
    }
    Ok(())
}

fn json(slot: Slot<'_>, text: &str) -> Result<(), String> {
    let expected = slot.expected();
    // A misspelt member would otherwise be left out without a word.
    let context = Context::new(Unknown::Refuse);
    read_json_in(text, slot, &context).map_err(|error| match error.path.as_str() {
        "" => format!("not {expected} as JSON: {}", error.reason),
        path => format!("`{path}`: {}", error.reason),
    })
}

fn not_a_time(zone: &str) -> String {
    format!(
        "not a time: write a date (2024-11-25), a date and a time of day in {zone} (2024-11-25T14:30:00), or one with an \
         offset (2024-11-25T07:30:00Z)"
    )
}

/// A date, a date and a time of day, or a moment with its offset.
fn moment(text: &str, offset_minutes: i64, date: DateMeans) -> Option<DateTime> {
    // jiff takes more than is meant here (week dates, brackets): the characters are looked at first.
    if !text
        .chars()
        .all(|c| c.is_ascii_digit() || "-:T tZz+.".contains(c))
    {
        return None;
    }
    if let Some(day) = day(text) {
        return match date {
            DateMeans::ItsBeginning => Some(day.to_datetime(Time::midnight())),
            DateMeans::ItsEnd => day.at(23, 59, 59, 0).into(),
        };
    }
    let (day_text, clock) = text.split_once(['T', 't', ' '])?;
    let day = day(day_text)?;
    if let Some(time) = time_of_day(clock) {
        return Some(day.to_datetime(time));
    }
    // With an offset.
    let moment: Timestamp = text.parse().ok()?;
    Some(time::from_timestamp(moment, offset_minutes * 60))
}

fn day(text: &str) -> Option<Date> {
    let shape = [4, 7];
    let is_day = text.len() == 10
        && shape
            .iter()
            .all(|&at| text.as_bytes().get(at) == Some(&b'-'));
    if is_day { text.parse().ok() } else { None }
}

/// `14:30` or `14:30:00`.
fn time_of_day(text: &str) -> Option<Time> {
    let whole = match text.len() {
        5 => format!("{text}:00"),
        8 => text.to_owned(),
        _ => return None,
    };
    // The runtime's own reader knows this form, and takes no 60th second.
    let time = time::parse(&format!("2000-01-01 {whole}"))?;
    Some(time.time())
}

/// The end of a stretch that ends now, and its beginning so many seconds before: for `doctor`.
pub fn last(seconds: i64, now_millis: i64, offset_minutes: i64) -> (DateTime, DateTime) {
    let now = Timestamp::from_millisecond(now_millis).unwrap_or(Timestamp::UNIX_EPOCH);
    let end = time::from_timestamp(now, offset_minutes * 60);
    (end.saturating_sub(seconds.seconds()), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        let time = moment(text, 7 * 60, DateMeans::ItsBeginning)?;
        Some(time::WireForm(time).to_string())
    }

    #[test]
    fn times_are_taken_in_few_forms() {
        for (given, meant) in [
            ("2024-11-25", "2024-11-25 00:00:00"),
            ("2024-11-25 14:30", "2024-11-25 14:30:00"),
            ("2024-11-25T14:30:05", "2024-11-25 14:30:05"),
            ("2024-11-25T14:30:05Z", "2024-11-25 21:30:05"),
            ("2024-11-25T14:30:05+07:00", "2024-11-25 14:30:05"),
            ("2024-11-25T14:30:05.9-01:00", "2024-11-25 22:30:05"),
        ] {
            assert_eq!(at(given).as_deref(), Some(meant), "{given}");
        }
        for bad in [
            "",
            "yesterday",
            "2024-11-31",
            "2024-11-25T",
            "2024-11-25T24:00:00",
            "2024-11-25T14:30:60",
            "2024-11-25T14:30:05[Asia/Bangkok]",
            "25-11-2024",
            "2024-11-25 1:30",
            "20241125",
            "2024-11-25T14:30:05+",
            "+002024-11-25",
        ] {
            assert_eq!(at(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_date_alone_ends_with_its_last_second() {
        let end = moment("2024-02-29", 420, DateMeans::ItsEnd)
            .map(|time| time::WireForm(time).to_string());
        assert_eq!(end.as_deref(), Some("2024-02-29 23:59:59"));
    }
}
