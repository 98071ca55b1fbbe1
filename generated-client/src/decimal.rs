//! [`Decimal`]: a decimal number, digit by digit as it travels.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most characters a number may have.
const MAX: usize = 64;

/// A decimal number, kept exactly as it stands on the wire: `1.50` stays `1.50`.
///
/// It follows the grammar of JSON numbers and has at most 64 characters. It does no arithmetic: hand
/// [`as_str`](Self::as_str) to the decimal library of your choice. Equality and hashes compare the
/// *text*, so `1.5` and `1.50` are different.
///
/// In JSON it is written as a number with the very same digits, and read from a number or from a
/// string that holds one. A [`serde_json::Value`] keeps numbers as binary floats, so digits may be lost
/// on the way through one.
///
/// ```
/// use wallet_client::decimal::Decimal;
///
/// let rate: Decimal = "0.0150".parse()?;
/// assert_eq!(rate.as_str(), "0.0150");
/// assert_eq!(serde_json::to_string(&rate)?, "0.0150");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Decimal(String);

impl Decimal {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl Decimal {
    /// A placeholder to read into. Unlike [`default`](Self::default) it needs no memory.
    pub(crate) const fn blank() -> Self {
        Self(String::new())
    }

    /// Compares the number with an integer, exactly.
    pub(crate) fn compare(&self, other: i64) -> Ordering {
        let (negative, digits) = match self.0.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, self.0.as_str()),
        };
        let (digits, scale) = significant(digits);
        let (other_digits, other_scale) = significant(&other.unsigned_abs().to_string());
        let sign = if digits.is_empty() {
            0
        } else if negative {
            -1
        } else {
            1
        };
        // Both have no leading zeros, so the one whose first digit stands further left is greater;
        // and no trailing zeros, so that digits compare as texts do.
        let magnitude = scale
            .cmp(&other_scale)
            .then_with(|| digits.cmp(&other_digits));
        match sign.cmp(&other.signum()) {
            Ordering::Equal if sign == 0 => Ordering::Equal,
            Ordering::Equal if negative => magnitude.reverse(),
            Ordering::Equal => magnitude,
            unequal => unequal,
        }
    }
}

/// Zero.
impl Default for Decimal {
    fn default() -> Self {
        Self("0".to_owned())
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self(value.to_string())
    }
}

impl TryFrom<String> for Decimal {
    type Error = ParseDecimalError;

    fn try_from(text: String) -> Result<Self, ParseDecimalError> {
        if text.len() <= MAX && is_number(text.as_bytes()) {
            Ok(Self(text))
        } else {
            Err(ParseDecimalError)
        }
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        // Checked before it is copied: the text may be long.
        if text.len() <= MAX {
            Self::try_from(text.to_owned())
        } else {
            Err(ParseDecimalError)
        }
    }
}

impl AsRef<str> for Decimal {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.0)
    }
}

crate::wire::serde_impls!(Decimal);

/// The text is not a decimal number, or has more than 64 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number of at most 64 characters, such as `-12.50`")]
#[non_exhaustive]
pub struct ParseDecimalError;

/// Whether the text is a number by the grammar of JSON.
fn is_number(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let (whole, rest) = split_digits(text);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
        return false;
    }
    let rest = match rest.strip_prefix(b".").map(split_digits) {
        None => rest,
        Some(([], _)) => return false,
        Some((_, rest)) => rest,
    };
    match rest {
        [] => true,
        [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] => {
            !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

/// The digits of a number without sign, but for zeros at either end, and how many places the first
/// of them stands to the left of the decimal point.
fn significant(number: &str) -> (String, i64) {
    let (mantissa, exponent) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let exponent = exponent.parse::<i32>().map_or_else(
        // Out of range, so all that matters is the direction.
        |_| {
            if exponent.starts_with('-') {
                i64::MIN / 2
            } else {
                i64::MAX / 2
            }
        },
        i64::from,
    );
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let leading = digits.bytes().take_while(|&byte| byte == b'0').count();
    // At most 64 characters, so the counts are small.
    let places = i64::try_from(whole.len()).unwrap_or(0) - i64::try_from(leading).unwrap_or(0);
    (digits.trim_matches('0').to_owned(), places + exponent)
}

fn split_digits(text: &[u8]) -> (&[u8], &[u8]) {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    text.split_at(digits)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_json_numbers_and_nothing_else() {
        for good in [
            "0",
            "-0",
            "1.50",
            "-12.034",
            "1e5",
            "1.0E-7",
            "0.1e+10",
            &"9".repeat(64),
        ] {
            assert_eq!(good.parse::<Decimal>().unwrap().as_str(), good);
        }
        let bad = [
            "",
            "-",
            "01",
            "+1",
            ".5",
            "5.",
            "1e",
            "1e+",
            "1.e5",
            " 1",
            "1 ",
            "0x1",
            "NaN",
            "1_0",
            "--1",
            "1.2.3",
            "١",
            &"9".repeat(65),
        ];
        for bad in bad {
            assert!(bad.parse::<Decimal>().is_err(), "{bad:?}");
        }
    }

    #[test]
    fn keeps_the_digits_in_json() {
        for text in [
            "1.50",
            "0.1",
            "-123456789012345678901234567890.000000000010",
            "1E5",
        ] {
            let read: Decimal = serde_json::from_str(text).unwrap();
            assert_eq!(read.as_str(), text);
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            let read: Decimal =
                serde_json::from_reader(format!(" \"{text}\" ").as_bytes()).unwrap();
            assert_eq!(read.as_str(), text);
        }
    }

    #[test]
    fn refuses_long_numbers_in_json() {
        let long = "9".repeat(65);
        assert!(serde_json::from_str::<Decimal>(&long).is_err());
        assert!(serde_json::from_str::<Decimal>(&long[1..]).is_ok());
    }

    #[test]
    fn compares_texts() {
        assert_ne!(
            "1.5".parse::<Decimal>().unwrap(),
            "1.50".parse::<Decimal>().unwrap()
        );
        assert_eq!(Decimal::from(i64::MIN).as_str(), "-9223372036854775808");
    }

    #[test]
    fn compares_with_integers() {
        use Ordering::{Equal, Greater, Less};
        let cases = [
            ("0", 0, Equal),
            ("-0.00", 0, Equal),
            ("0e999999999999", 0, Equal),
            ("10", 10, Equal),
            ("1e1", 10, Equal),
            ("100e-1", 10, Equal),
            ("10.01", 10, Greater),
            ("9.99", 10, Less),
            ("-10.01", -10, Less),
            ("-9", -10, Greater),
            ("-1", 1, Less),
            ("0.001", 0, Greater),
            ("-0.001", 0, Less),
            ("1e99999999999", i64::MAX, Greater),
            ("1e-99999999999", 1, Less),
            ("-1e99999999999", i64::MIN, Less),
            ("9223372036854775807.0", i64::MAX, Equal),
            ("-9223372036854775808", i64::MIN, Equal),
            ("9223372036854775807.1", i64::MAX, Greater),
            ("100", 10, Greater),
        ];
        for (decimal, other, expected) in cases {
            assert_eq!(
                decimal.parse::<Decimal>().unwrap().compare(other),
                expected,
                "{decimal} {other}"
            );
        }
    }

    proptest! {
        #[test]
        fn compares_as_integers_do(hundredths in -100_000_i64..100_000, other in -1_000_i64..1_000) {
            let text = format!("{}{}.{:02}", if hundredths < 0 { "-" } else { "" }, hundredths.abs() / 100, hundredths.abs() % 100);
            let decimal: Decimal = text.parse().unwrap();
            prop_assert_eq!(decimal.compare(other), hundredths.cmp(&(other * 100)));
        }

        #[test]
        fn agrees_with_serde_json(text in "-?[0-9]{0,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{0,2})?") {
            let is_json = serde_json::from_str::<Box<serde_json::value::RawValue>>(&text).is_ok();
            prop_assert_eq!(text.parse::<Decimal>().is_ok(), is_json);
        }
    }
}
