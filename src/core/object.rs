//! Values that are made only to be serialized: an object of JSON, or the variables of a template.

/// Makes an object with its keys in this order, where `serde_json::json!` would sort them. Each field has its own type
/// parameter, named like the field. Attributes of serde may stand before a key.
macro_rules! object {
    ($($(#[$about:meta])* $key:ident $(: $value:expr)?),+ $(,)?) => {{
        #[allow(non_camel_case_types, reason = "the type of each field is named like the field")]
        let object = {
            #[derive(serde::Serialize)]
            struct Object<$($key),+> { $($(#[$about])* $key: $key),+ }
            Object { $($key $(: $value)?),+ }
        };
        object
    }};
}
pub(crate) use object;
