//! `notifications/`: one module a notification, with the type of what it tells.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    docs, records,
    rust::{Module, doc},
};
use crate::model::{Api, Notification};

/// `notifications/mod.rs`.
pub fn root(api: &Api) -> String {
    let mut module =
        Module::new("The notifications, a module each: what the platform sends of its own accord.");
    for notification in &api.notifications {
        let ident = format_ident!("{}", notification.name);
        module.push(quote! { pub mod #ident; });
    }
    module.finish()
}

/// `notifications/<name>.rs`.
pub fn emit(notification: &Notification) -> String {
    let name = &notification.name;
    let mut module = Module::new(format!("{}: `{name}`.", notification.title));
    module.import("notification", "Notification");
    let record = &notification.record;
    let docs = doc(&documentation(notification));
    let old = records::deprecation(notification.deprecated.as_deref(), &mut module);
    let structure = records::structure(record, &quote!(#docs #old), &mut module);
    module.push(structure);
    let table = records::table(record, &mut module);
    module.push(table);
    let (ident, shown) = (format_ident!("{}", record.rust), shown(notification));
    module.push(quote! {
        impl Notification for #ident {
            const NAME: &'static str = #name;
            const EXAMPLE: Option<&'static str> = #shown;
        }
    });
    for record in &notification.types {
        records::push(record, &mut module);
    }
    module.finish()
}

/// The documented notification: its file in the generated folder, and the text in it.
pub fn example(notification: &Notification) -> Option<(String, String)> {
    let text = notification.examples.first()?;
    Some((
        format!("examples/{}.json", notification.name),
        format!("{text}\n"),
    ))
}

fn shown(notification: &Notification) -> TokenStream {
    example(notification).map_or_else(
        || quote!(None),
        |(file, _)| {
            let file = format!("../{file}");
            quote!(Some(include_str!(#file)))
        },
    )
}

fn documentation(notification: &Notification) -> String {
    // What is left out here shows in the fields, in the table or in the trait.
    let Notification {
        name,
        title,
        docs: more,
        deprecated,
        record,
        types: _,
        examples: _,
    } = notification;
    let mut paragraphs = vec![docs::sentence(&docs::escape(title))];
    paragraphs.extend(
        more.as_ref()
            .map(|text| docs::sentence(&docs::escape(text))),
    );
    let open = "[`NotificationVerifier::open`](crate::NotificationVerifier::open)";
    paragraphs.push(format!(
        "The platform sends it of its own accord, signed. {open} makes one of the body that arrived."
    ));
    let allow = if deprecated.is_some() {
        "# #![allow(deprecated)]\n"
    } else {
        ""
    };
    paragraphs.push(format!(
        "# Example\n\n\
         ```\n{allow}use wallet_client::notifications::{name}::{rust};\n\
         use wallet_client::{{NotificationError, NotificationVerifier}};\n\n\
         fn receive(verifier: &NotificationVerifier, body: &[u8]) -> Result<(), NotificationError> {{\n    \
         let notification: {rust} = verifier.open(body)?;\n    \
         println!(\"{{notification:?}}\");\n    \
         Ok(())\n}}\n```",
        rust = record.rust,
    ));
    paragraphs.join("\n\n")
}
