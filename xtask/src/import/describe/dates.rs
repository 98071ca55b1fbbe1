//! The forms of dates and times, as a page states them or shows them.

use crate::import::text::{pattern, plain};

/// The form of a date or time that `text`, which is plain, states, as in `yyyy-MM-dd HH:mm:ss`.
pub fn date_format(text: &str) -> Option<String> {
    let form = pattern!(
        r"[yY]{4}[-/.年]?[mM]{2}(?:[-/.月]?[dD]{2})?(?:日)?(?:(?:\s*'?T'?\s*|\s+)?[hH]{2}:?[mM]{2}(?::?[sS]{2})?(?:\.[sS]{3})?)?(?:XXX|Z|'Z'|[+]\d\d:\d\d)?|(?-u:\b)(?:[dD]{2}[-/.][mM]{2}|[mM]{2}[-/.][dD]{2})[-/.][yY]{4}(?:\s+[hH]{2}:[mM]{2}(?::[sS]{2})?)?|(?-u:\b)[hH]{2}:[mM]{2}(?::[sS]{2})?(?-u:\b)"
    );
    let found = form.find(text)?;
    let written = found.as_str();
    let mut date = true;
    let mut normal = String::new();
    for (at, c) in written.char_indices() {
        if matches!(c, 'h' | 'H') {
            date = false;
        }
        let rest = written.get(at..).unwrap_or_default();
        normal.push(match c {
            'Y' => 'y',
            'D' => 'd',
            'm' | 'M' if date => 'M',
            'm' | 'M' => 'm',
            'h' => 'H',
            'S' if !rest.starts_with("SSS") && !normal.contains('.') => 's',
            c => c,
        });
    }
    Some(normal)
}

/// The form of the date or time that `text` is a sample of.
pub fn sample_format(text: &str) -> Option<String> {
    let text = plain(text);
    let text = text.trim_matches(['\'', '"', ' ']);
    let shape = pattern!(
        r"^(?:19|20)\d\d([-/.年])(?:0[1-9]|1[0-2])(?:([-/.月])(?:0[1-9]|[12]\d|3[01])(日)?(?:( ?T ?| )(?:[01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(\.\d{3})?(Z|[+-]\d{2}:\d{2})?)?)?$"
    );
    let found = shape.captures(text)?;
    let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
    let (first, second) = (part(1), part(2));
    if second.is_empty() {
        return (first == "-").then(|| "yyyy-MM".to_owned());
    }
    if first != second && (first, second) != ("年", "月") {
        return None;
    }
    let mut form = format!("yyyy{first}MM{second}dd{}", part(3));
    if !part(4).is_empty() {
        let between = if part(4).contains('T') { "'T'" } else { " " };
        form.push_str(between);
        form.push_str("HH:mm");
        let zone = match part(7) {
            "" => "",
            "Z" => "'Z'",
            _ => "XXX",
        };
        for (at, what) in [(5, ":ss"), (6, ".SSS"), (7, zone)] {
            form.push_str(if part(at).is_empty() { "" } else { what });
        }
    }
    Some(form)
}

/// The form of a date or time without anything between its parts, of which `text` is a sample: the digits of a number
/// may look like it, and a share like a time of day, so that `about`, the name of the field and what describes it, has to speak of a time.
pub fn bare_format(text: &str, about: &str) -> Option<&'static str> {
    let timely = pattern!(r"(?i)date|day|time|month|日|时间|月");
    let forms = [
        (
            pattern!(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$"),
            "yyyyMMdd",
        ),
        (
            pattern!(
                r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$"
            ),
            "yyyyMMddHHmmss",
        ),
        (pattern!(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])$"), "yyyyMM"),
        (pattern!(r"^(?:[01]\d|2[0-3]):[0-5]\d$"), "HH:mm"),
        (pattern!(r"^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$"), "HH:mm:ss"),
    ];
    let mut forms = forms.into_iter().filter(|_| timely.is_match(about));
    forms
        .find(|(form, _)| form.is_match(text.trim()))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::{bare_format, date_format, sample_format};
    use crate::import::text::plain;

    #[test]
    fn samples_have_the_form_that_a_reader_sees() {
        for (text, expected) in [
            ("2024-05-01 09:00:00", Some("yyyy-MM-dd HH:mm:ss")),
            ("2024-05-01 09:00", Some("yyyy-MM-dd HH:mm")),
            ("2024/05/01 09:00", Some("yyyy/MM/dd HH:mm")),
            ("2024.05.01", Some("yyyy.MM.dd")),
            ("2024年05月01日", Some("yyyy年MM月dd日")),
            ("2024-05", Some("yyyy-MM")),
            (
                "2024-05-01T09:00:00+07:00",
                Some("yyyy-MM-dd'T'HH:mm:ssXXX"),
            ),
            (
                "2024-05-01T09:00:00.123Z",
                Some("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'"),
            ),
            ("2024-13-01", None),
            ("2024-05/01", None),
            ("2024.05", None),
            ("2024-05-01 25:00", None),
            ("8012-05-01", None),
        ] {
            assert_eq!(sample_format(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn digits_are_a_date_where_the_field_is_about_one() {
        for (text, about, expected) in [
            ("20240531", "endDate last day", Some("yyyyMMdd")),
            ("202405", "month", Some("yyyyMM")),
            ("20240531120000", "payTime", Some("yyyyMMddHHmmss")),
            ("20240531", "orderNo the order", None),
            ("20241331", "endDate", None),
            ("09:30", "openTime", Some("HH:mm")),
            ("09:30", "ratio", None),
        ] {
            assert_eq!(bare_format(text, about), expected, "{text} {about}");
        }
    }

    #[test]
    fn a_form_that_is_written_out_is_told() {
        for (text, expected) in [
            (
                "(format: \"YYYY-MM-DD HH:mm:ss\")",
                Some("yyyy-MM-dd HH:mm:ss"),
            ),
            ("day(yyyy-MM-dd)", Some("yyyy-MM-dd")),
            ("失效时间，格式HH:mm:ss的时间", Some("HH:mm:ss")),
            ("some day", None),
        ] {
            assert_eq!(date_format(&plain(text)).as_deref(), expected, "{text}");
        }
    }
}
