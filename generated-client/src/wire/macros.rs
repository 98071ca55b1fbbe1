//! [`record!`], the one line of code behind each generated struct.

/// Makes a struct a record: `record!(Type, SHAPE, first_field, second_field, …)`, with the Rust fields
/// in the order of the shape.
///
/// The expansion is kept small on purpose, since there is one for each generated type: few functions of few
/// statements, without branches, that call into drivers which are compiled once. Measure with `cargo xtask scale`
/// before and after any change here.
macro_rules! record {
    ($name:ident, $shape:ident $(, $field:ident)* $(,)?) => {
        impl $crate::wire::Record for $name {
            fn shape(&self) -> &'static $crate::wire::Shape {
                $shape
            }

            fn field(&self, index: usize) -> Option<&dyn $crate::wire::Wire> {
                let fields: &[&dyn $crate::wire::Wire] = &[$(&self.$field),*];
                fields.get(index).copied()
            }

            fn with_fields(&mut self, work: &mut dyn FnMut(&mut [&mut dyn $crate::wire::Wire])) {
                work(&mut [$(&mut self.$field),*]);
            }

            fn unfilled() -> Self {
                Self { $($field: $crate::wire::Wire::blank()),* }
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::same(self, other)
            }
        }

        impl Eq for $name {}

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::wire::debug(self, &[$(stringify!($field)),*], f)
            }
        }

        $crate::wire::serde_impls!($name);
    };
}

/// Makes a [`Wire`](crate::wire::Wire) type serialisable.
macro_rules! serde_impls {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::wire::write(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::wire::read(deserializer)
            }
        }
    };
}

// Which of these the generated code uses depends on the spec.
#[allow(unused_imports)]
pub(crate) use {record, serde_impls};
