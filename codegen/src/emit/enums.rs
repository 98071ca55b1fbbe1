//! `enums.rs`: lists of values, open to values that are not known yet.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    docs,
    rust::{Module, Shown, alias, arms, doc, int},
};
use crate::model::{Api, Enum, Variant};

/// The whole file.
pub fn emit(api: &Api) -> String {
    let mut module = Module::new(
        "Lists of values. The platform may add to them: a value that is not known is kept and written back as it came.",
    );
    for list in &api.enums {
        module.import(
            "open_enum",
            if list.numeric {
                "int_enum"
            } else {
                "text_enum"
            },
        );
        module.push(definition(list));
        module.push(if list.numeric {
            numeric(list)
        } else {
            textual(list)
        });
    }
    module.finish()
}

fn definition(list: &Enum) -> TokenStream {
    let Enum {
        rust,
        docs: text,
        numeric,
        variants,
    } = list;
    let ident = format_ident!("{rust}");
    let docs = doc(&docs::sentence(&docs::escape(text)));
    let variants = variants.iter().map(
        |Variant {
             wire,
             rust,
             docs: text,
             label: _,
         }| {
            let ident = format_ident!("{rust}");
            let docs = doc(&docs::sentence(&docs::escape(text)));
            let alias = (wire != rust).then(|| alias(wire)).flatten();
            quote! { #docs #alias #ident, }
        },
    );
    let other = if *numeric {
        quote!(i64)
    } else {
        quote!(String)
    };
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that this version of the crate does not know, kept as it came.
            Other(#other),
        }
    }
}

/// The variants without what they mean, and their wire values.
fn pairs(list: &Enum) -> Vec<(proc_macro2::Ident, &str)> {
    list.variants
        .iter()
        .map(|variant| (format_ident!("{}", variant.rust), variant.wire.as_str()))
        .collect()
}

fn known(list: &Enum) -> TokenStream {
    let names = pairs(list).into_iter().map(|(name, _)| name);
    quote! {
        /// The values that this version of the crate knows, in the documented order.
        pub const KNOWN: &'static [Self] = &[#(Self::#names),*];
    }
}

/// The method that tells the names the platform shows to people, where it has any.
fn label(list: &Enum) -> Option<TokenStream> {
    list.variants
        .iter()
        .any(|variant| variant.label.is_some())
        .then(|| {
            let labelled = list.variants.iter();
            let arms = arms(labelled.filter_map(|variant| {
                Some((
                    format_ident!("{}", variant.rust),
                    Shown(variant.label.clone()?),
                ))
            }));
            let all = list.variants.iter().all(|variant| variant.label.is_some());
            let rest = if all {
                quote!(Self::Other(_) => None,)
            } else {
                quote!(_ => None,)
            };
            quote! {
                /// The name that the platform shows to people, where it has one.
                #[must_use]
                pub const fn label(&self) -> Option<&'static str> {
                    match self { #arms #rest }
                }
            }
        })
}

fn textual(list: &Enum) -> TokenStream {
    let (ident, known, label) = (format_ident!("{}", list.rust), known(list), label(list));
    let (names, wires): (Vec<_>, Vec<_>) = pairs(list).into_iter().unzip();
    quote! {
        impl #ident {
            #known

            /// The value as it travels.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#names => #wires,)*
                    Self::Other(raw) => raw,
                }
            }

            #label
        }

        impl From<&str> for #ident {
            fn from(wire: &str) -> Self {
                match wire {
                    #(#wires => Self::#names,)*
                    other => Self::Other(other.to_owned()),
                }
            }
        }

        text_enum!(#ident);
    }
}

fn numeric(list: &Enum) -> TokenStream {
    let (ident, known, label) = (format_ident!("{}", list.rust), known(list), label(list));
    let (names, wires): (Vec<_>, Vec<_>) = pairs(list).into_iter().unzip();
    let wires: Vec<_> = wires
        .into_iter()
        .map(|wire| int(wire.parse().unwrap_or_default()))
        .collect();
    quote! {
        impl #ident {
            #known

            /// The value as it travels.
            #[must_use]
            pub const fn value(&self) -> i64 {
                match self {
                    #(Self::#names => #wires,)*
                    Self::Other(raw) => *raw,
                }
            }

            #label
        }

        impl From<i64> for #ident {
            fn from(wire: i64) -> Self {
                match wire {
                    #(#wires => Self::#names,)*
                    other => Self::Other(other),
                }
            }
        }

        int_enum!(#ident);
    }
}
