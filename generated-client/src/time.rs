//! Dates and times of day as the platform writes them, `yyyy-MM-dd HH:mm:ss`, in a declared zone.
//!
//! The types themselves are generated, one for each zone that the API uses; [`civil`] holds the
//! values that they are made from.

use std::fmt;

use jiff::{SignedDuration, tz::Offset};
pub use jiff::{Timestamp, civil};

use civil::DateTime;

/// The text is not a date and time of the form `yyyy-MM-dd HH:mm:ss`, or names a day or a time that
/// does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date and time of the form `yyyy-MM-dd HH:mm:ss`")]
#[non_exhaustive]
pub struct ParseTimeError;

/// Prints a date and time as it travels. A fraction of a second is cut off.
pub(crate) struct WireForm(pub(crate) DateTime);

impl fmt::Display for WireForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(time) = self;
        write!(
            f,
            "{:04}-{:02}-{:02} ",
            time.year(),
            time.month(),
            time.day()
        )?;
        write!(
            f,
            "{:02}:{:02}:{:02}",
            time.hour(),
            time.minute(),
            time.second()
        )
    }
}

/// Reads the exact form. jiff's own parser would drop an offset, take a bare date, and make `:59` of
/// a leap second.
pub(crate) fn parse(text: &str) -> Option<DateTime> {
    let text = text.as_bytes();
    let separators = [(4, b'-'), (7, b'-'), (10, b' '), (13, b':'), (16, b':')];
    if text.len() != 19
        || separators
            .iter()
            .any(|&(at, byte)| text.get(at) != Some(&byte))
    {
        return None;
    }
    let two = |at| Some(digit(text, at)? * 10 + digit(text, at + 1)?);
    let year = i16::from(two(0)?) * 100 + i16::from(two(2)?);
    DateTime::new(year, two(5)?, two(8)?, two(11)?, two(14)?, two(17)?, 0).ok()
}

fn digit(text: &[u8], at: usize) -> Option<i8> {
    let byte = text.get(at).filter(|byte| byte.is_ascii_digit())?;
    i8::try_from(byte - b'0').ok()
}

/// The moment at which clocks that run ahead of UTC by so many seconds show this time.
#[allow(dead_code)] // Whether there are times at all depends on the spec.
pub(crate) fn to_timestamp(time: DateTime, offset: i64) -> Option<Timestamp> {
    let utc = time.checked_sub(SignedDuration::from_secs(offset)).ok()?;
    Offset::UTC.to_timestamp(utc).ok()
}

/// What clocks that run ahead of UTC by so many seconds show, in whole seconds.
#[allow(dead_code)] // As above.
pub(crate) fn from_timestamp(moment: Timestamp, offset: i64) -> DateTime {
    let utc = Offset::UTC.to_datetime(moment);
    // Timestamps end a day before civil times do, so that every offset fits.
    let local = utc.saturating_add(SignedDuration::from_secs(offset));
    local.with().subsec_nanosecond(0).build().unwrap_or(local)
}

/// A civil time as a number of seconds, which is faster to compare and takes less room.
#[cfg(feature = "sandbox")]
pub(crate) fn seconds(time: DateTime) -> i64 {
    time.duration_since(DateTime::ZERO).as_secs()
}

/// The civil time of such a number, or the nearest that there is.
#[cfg(feature = "sandbox")]
pub(crate) fn from_seconds(seconds: i64) -> DateTime {
    DateTime::ZERO.saturating_add(SignedDuration::from_secs(seconds))
}

/// Makes `struct Type(civil::DateTime)` a time of day in a zone that is ahead of UTC by these hours and
/// minutes (both negative where it is behind).
#[allow(unused_macros)]
macro_rules! civil_time {
    ($name:ident, $zone:literal, $hours:literal, $minutes:literal) => {
        impl $name {
            #[doc = concat!("The zone that these times are meant in: `", $zone, "`.")]
            pub const ZONE: &'static str = $zone;

            const OFFSET: i64 = $hours * 3_600 + $minutes * 60;

            /// The date and time of day, without the zone.
            #[must_use]
            pub const fn civil(self) -> $crate::time::civil::DateTime {
                self.0
            }

            #[doc = concat!("The moment at which clocks in `", $zone, "` show this time.")]
            ///
            /// `None` where the moment lies outside of what a timestamp can hold, which ends on
            /// 9999-12-30. The zone's offset is fixed, so no time zone database is needed.
            #[must_use]
            pub fn to_timestamp(self) -> Option<$crate::time::Timestamp> {
                $crate::time::to_timestamp(self.0, Self::OFFSET)
            }

            #[doc = concat!("What clocks in `", $zone, "` show at a moment.")]
            ///
            /// A fraction of a second is cut off, towards the past: the platform knows whole seconds only.
            #[must_use]
            pub fn from_timestamp(moment: $crate::time::Timestamp) -> Self {
                Self($crate::time::from_timestamp(moment, Self::OFFSET))
            }
        }

        impl From<$crate::time::civil::DateTime> for $name {
            fn from(time: $crate::time::civil::DateTime) -> Self {
                Self(time)
            }
        }

        impl From<$name> for $crate::time::civil::DateTime {
            fn from(time: $name) -> Self {
                time.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&$crate::time::WireForm(self.0).to_string())
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::time::ParseTimeError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::time::parse(text)
                    .map(Self)
                    .ok_or($crate::time::ParseTimeError)
            }
        }

        impl $crate::wire::Wire for $name {
            fn value(&self) -> $crate::wire::Value<'_> {
                $crate::wire::Value::Time(self.0)
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::Time(&mut self.0)
            }

            fn blank() -> Self {
                Self($crate::time::civil::DateTime::ZERO)
            }
        }

        $crate::wire::serde_impls!($name);
    };
}

// Whether the generated code uses it depends on the spec.
#[allow(unused_imports)]
pub(crate) use civil_time;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::sample::Moment;

    #[test]
    fn takes_the_exact_form_only() {
        let time: Moment = "2024-02-29 23:59:59".parse().unwrap();
        assert_eq!(time.civil(), civil::datetime(2024, 2, 29, 23, 59, 59, 0));
        assert_eq!(
            format!("{time}|{time:>21}|{time:?}"),
            "2024-02-29 23:59:59|  2024-02-29 23:59:59|Moment(2024-02-29T23:59:59)"
        );
        let bad = [
            "",
            "2024-02-29",
            "2024-02-29T23:59:59",
            "2024-02-29 23:59",
            "2024-02-29 23:59:60",
            "2024-02-29 24:00:00",
            "2023-02-29 00:00:00",
            "2024-13-01 00:00:00",
            "2024-00-01 00:00:00",
            "2024-02-29 23:59:59Z",
            "2024-02-29 23:59:59+07:00",
            "2024-02-29 23:59:59.5",
            " 2024-02-29 23:59:59",
            "2024-2-29 23:59:590",
            "2024/02/29 23:59:59",
            "2024-02-29 23:59:5९",
            "-024-02-29 23:59:59",
            "2024-02-29 +3:59:59",
        ];
        for bad in bad {
            assert_eq!(bad.parse::<Moment>(), Err(ParseTimeError), "{bad:?}");
        }
    }

    #[test]
    fn knows_the_moment_by_a_fixed_offset() {
        // 1_715_595_802 is 2024-05-13T10:23:22Z.
        let moment = Timestamp::from_second(1_715_595_802).unwrap();
        let time = Moment::from_timestamp(moment);
        assert_eq!(time.to_string(), "2024-05-13 17:23:22");
        assert_eq!(time.to_timestamp(), Some(moment));
        assert_eq!(Moment::from(DateTime::MAX).to_timestamp(), None);
        assert_eq!(Moment::ZONE, "Asia/Bangkok");
        let _ = (
            Moment::from_timestamp(Timestamp::MAX),
            Moment::from_timestamp(Timestamp::MIN),
        );
    }

    #[test]
    fn cuts_fractions_towards_the_past() {
        let before_1970 = Timestamp::from_millisecond(-1_500).unwrap();
        assert_eq!(
            Moment::from_timestamp(before_1970).to_string(),
            "1970-01-01 06:59:58"
        );
        let after = Timestamp::from_millisecond(1_999).unwrap();
        assert_eq!(
            Moment::from_timestamp(after).to_string(),
            "1970-01-01 07:00:01"
        );
    }

    #[test]
    fn travels_as_text() {
        let time: Moment = serde_json::from_str("\"2024-05-13 17:23:22\"").unwrap();
        assert_eq!(
            serde_json::to_string(&time).unwrap(),
            "\"2024-05-13 17:23:22\""
        );
        let error = serde_json::from_str::<Moment>("\"9999-99-99 00:00:00\"")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("expected a date and time as `yyyy-MM-dd HH:mm:ss`, found a string"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn round_trips(second in -62_167_219_200_i64..253_370_764_800) {
            let moment = Timestamp::from_second(second).unwrap();
            let time = Moment::from_timestamp(moment);
            prop_assert_eq!(time.to_timestamp(), Some(moment));
            prop_assert_eq!(time.to_string().parse::<Moment>(), Ok(time));
        }

        #[test]
        fn never_takes_what_it_would_not_print(text in "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}") {
            if let Ok(time) = text.parse::<Moment>() {
                prop_assert_eq!(time.to_string(), text);
            }
        }
    }
}
