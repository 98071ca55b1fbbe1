//! Amounts of money, in whole minor units.
//!
//! The types themselves are generated, one for each currency that the API uses. They hold an integer
//! and know no floating-point number, and every operation that could overflow says so.

// Whether there is money at all depends on the spec.
#![allow(dead_code)]

#[cfg(test)]
mod tests;

use std::fmt::{self, Write as _};

/// The text is not an amount of that currency, has more decimals than it, or is out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an amount such as `{}`, within range and with at most {decimals} decimals", example(*.decimals))]
#[non_exhaustive]
pub struct ParseMoneyError {
    /// How many decimals the currency has.
    pub decimals: u32,
}

fn example(decimals: u32) -> String {
    let mut text = "-1,250".to_owned();
    push_fraction(&mut text, 5, decimals);
    text
}

/// Prints an amount as in `-3,600.00 THB`.
pub(crate) fn display(
    minor: i64,
    decimals: u32,
    currency: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let unit = 10_u64.pow(decimals);
    let digits = (minor.unsigned_abs() / unit).to_string();
    let mut text = String::with_capacity(32);
    if minor < 0 {
        text.push('-');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    push_fraction(&mut text, minor.unsigned_abs() % unit, decimals);
    text.push(' ');
    text.push_str(currency);
    f.pad(&text)
}

fn push_fraction(text: &mut String, fraction: u64, decimals: u32) {
    if let Some(width) = usize::try_from(decimals).ok().filter(|&width| width > 0) {
        // Writing to a `String` cannot fail.
        let _ = write!(text, ".{fraction:0width$}");
    }
}

/// Reads `3600`, `3600.5`, `3,600.00` or `-3,600.00 THB` into minor units.
pub(crate) fn parse(text: &str, decimals: u32, currency: &str) -> Result<i64, ParseMoneyError> {
    let text = match text.strip_suffix(currency) {
        Some(amount) => amount.strip_suffix(' '),
        None => Some(text),
    };
    text.and_then(|text| parse_amount(text, decimals))
        .ok_or(ParseMoneyError { decimals })
}

fn parse_amount(text: &str, decimals: u32) -> Option<i64> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (whole, fraction) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let missing = decimals.checked_sub(u32::try_from(fraction.len()).ok()?)?;
    let digits = ungroup(whole)?;
    let magnitude = digits
        .bytes()
        .chain(fraction.bytes())
        .try_fold(0_u64, |sum, byte| {
            let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
            sum.checked_mul(10)?.checked_add(digit)
        })?;
    let magnitude = magnitude.checked_mul(10_u64.checked_pow(missing)?)?;
    if negative {
        0_i64.checked_sub_unsigned(magnitude)
    } else {
        magnitude.try_into().ok()
    }
}

/// Takes out the commas, which must stand before every third digit or nowhere.
fn ungroup(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| !first.is_empty())?;
    let rest: Vec<&str> = groups.collect();
    let grouped =
        rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    grouped.then(|| format!("{first}{}", rest.concat()))
}

/// Makes `struct Type(i64)` an amount of money:
/// `money!(Type, "CURRENCY", decimals, minor_unit, from_minor_unit)`.
#[allow(unused_macros)]
macro_rules! money {
    ($name:ident, $currency:literal, $decimals:literal, $minor:ident, $from_minor:ident) => {
        impl $name {
            /// No money.
            pub const ZERO: Self = Self(0);

            /// The currency's code.
            pub const CURRENCY: &'static str = $currency;

            /// How many decimals the currency has.
            pub const DECIMALS: u32 = $decimals;

            #[doc = concat!("An amount of so many ", stringify!($minor), ".")]
            #[must_use]
            pub const fn $from_minor($minor: i64) -> Self {
                Self($minor)
            }

            #[doc = concat!("The amount in ", stringify!($minor), ".")]
            #[must_use]
            pub const fn $minor(self) -> i64 {
                self.0
            }

            /// The sum, or `None` where it is out of range.
            #[must_use]
            pub const fn checked_add(self, other: Self) -> Option<Self> {
                match self.0.checked_add(other.0) {
                    Some(sum) => Some(Self(sum)),
                    None => None,
                }
            }

            /// The difference, or `None` where it is out of range.
            #[must_use]
            pub const fn checked_sub(self, other: Self) -> Option<Self> {
                match self.0.checked_sub(other.0) {
                    Some(difference) => Some(Self(difference)),
                    None => None,
                }
            }

            /// So many times the amount, or `None` where that is out of range.
            #[must_use]
            pub const fn checked_mul(self, times: i64) -> Option<Self> {
                match self.0.checked_mul(times) {
                    Some(product) => Some(Self(product)),
                    None => None,
                }
            }

            /// The amount with its sign turned, or `None` where that is out of range.
            #[must_use]
            pub const fn checked_neg(self) -> Option<Self> {
                match self.0.checked_neg() {
                    Some(negated) => Some(Self(negated)),
                    None => None,
                }
            }

            /// The sum of all, or `None` where it gets out of range on the way.
            #[must_use]
            pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
                amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
            }

            /// Whether the amount is below zero.
            #[must_use]
            pub const fn is_negative(self) -> bool {
                self.0 < 0
            }

            /// Whether the amount is above zero.
            #[must_use]
            pub const fn is_positive(self) -> bool {
                self.0 > 0
            }

            /// Whether the amount is zero.
            #[must_use]
            pub const fn is_zero(self) -> bool {
                self.0 == 0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::money::display(self.0, $decimals, $currency, f)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::money::ParseMoneyError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::money::parse(text, $decimals, $currency).map(Self)
            }
        }

        impl $crate::wire::Wire for $name {
            fn value(&self) -> $crate::wire::Value<'_> {
                $crate::wire::Value::Int(self.0)
            }

            fn slot(&mut self) -> $crate::wire::Slot<'_> {
                $crate::wire::Slot::I64(&mut self.0)
            }

            fn blank() -> Self {
                Self(0)
            }
        }

        $crate::wire::serde_impls!($name);
    };
}

// Whether the generated code uses it depends on the spec.
#[allow(unused_imports)]
pub(crate) use money;
