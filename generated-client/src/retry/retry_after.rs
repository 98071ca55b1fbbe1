//! What servers say about time: `Date`, and `Retry-After` in its two forms.

use std::time::{Duration, UNIX_EPOCH};

/// An HTTP date, in any of its three forms, in milliseconds since 1970-01-01T00:00:00Z.
pub(crate) fn http_date_millis(value: &str) -> Option<i64> {
    let date = httpdate::parse_http_date(value.trim()).ok()?;
    let since = date.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

/// How long a `Retry-After` asks to wait, counted from `now_millis`. `None` if it cannot be read.
pub(crate) fn retry_after(value: &str, now_millis: i64) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit into a number are still a wait, and a very long one.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let wait = http_date_millis(value)?.saturating_sub(now_millis);
    Some(Duration::from_millis(u64::try_from(wait).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 1994-11-06T08:49:37Z.
    const THEN: i64 = 784_111_777_000;

    #[test]
    fn all_three_forms_of_a_date_are_read() {
        for date in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            " Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(http_date_millis(date), Some(THEN), "{date}");
        }
        for date in ["", "yesterday", "1994-11-06T08:49:37Z", "784111777"] {
            assert_eq!(http_date_millis(date), None, "{date}");
        }
    }

    #[test]
    fn waits_are_seconds_or_a_date() {
        let wait = |value| retry_after(value, THEN).map(|wait| wait.as_millis());
        assert_eq!(wait("0"), Some(0));
        assert_eq!(wait(" 120 "), Some(120_000));
        assert_eq!(wait("Sun, 06 Nov 1994 08:50:07 GMT"), Some(30_000));
        assert_eq!(
            wait("Sun, 06 Nov 1994 08:49:00 GMT"),
            Some(0),
            "in the past"
        );
        for unreadable in ["", "-1", "1.5", "+3", "soon", "3 seconds"] {
            assert_eq!(wait(unreadable), None, "{unreadable}");
        }
        let endless = retry_after("99999999999999999999999", THEN);
        assert_eq!(endless, Some(Duration::from_secs(u64::MAX)));
    }
}
