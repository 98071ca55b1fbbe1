//! Dates and times as examples write them.

/// Whether `text` is a date and time of the one format that is carried, with every part in its range.
pub fn is_date_time(text: &str) -> bool {
    let shape = "dddd-dd-dd dd:dd:dd";
    let shaped = text.len() == shape.len()
        && text
            .bytes()
            .zip(shape.bytes())
            .all(|(byte, wanted)| match wanted {
                b'd' => byte.is_ascii_digit(),
                other => byte == other,
            });
    let part = |from: usize, to: usize| {
        text.get(from..to)
            .and_then(|digits| digits.parse::<u32>().ok())
            .unwrap_or(u32::MAX)
    };
    shaped
        && (1..=12).contains(&part(5, 7))
        && (1..=days_in_month(part(0, 4), part(5, 7))).contains(&part(8, 10))
        && part(11, 13) < 24
        && part(14, 16) < 60
        && part(17, 19) < 60
}

fn days_in_month(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn dates_are_checked_part_by_part() {
        assert!(is_date_time("2024-02-29 23:59:59"));
        for text in [
            "2023-02-29 00:00:00",
            "2024-13-01 00:00:00",
            "2024-11-25 24:00:00",
            "2024-11-25",
            "2024-11-25T10:00:00",
            "2024-11-25 10:00:60",
        ] {
            assert!(!is_date_time(text), "{text}");
        }
    }
}
