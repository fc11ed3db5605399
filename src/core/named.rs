//! Enums whose variants have a fixed name, in one table: what the variant means, how it is written, and which other
//! words are read as it.

/// Declares an enum with `ALL` variants in order, the `name` of each, and their serialization by name. Behind the
/// names may be a second text, for which the enum gets a method, or other spellings in brackets, with which it gets
/// `read`.
macro_rules! named {
    ($(#[$about:meta])* $vis:vis enum $type:ident { $($(#[$doc:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $type { $($(#[$doc])* $variant,)* }

        impl $type {
            /// All of them, in order.
            $vis const ALL: &[$type] = &[$($type::$variant,)*];

            /// The name as it is written.
            $vis fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)* }
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
    (
        $(#[$about:meta])*
        $vis:vis enum $type:ident { $($(#[$doc:meta])* $variant:ident $name:literal [$($other:literal)*],)* }
    ) => {
        $crate::core::named::named! { $(#[$about])* $vis enum $type { $($(#[$doc])* $variant $name,)* } }

        impl $type {
            /// Reads a name or another spelling, compared folded.
            $vis fn read(text: &str) -> Option<$type> {
                let folded = $crate::core::text::folded(text);
                // Folding removes the hyphens of a name.
                let fits = |name: &str, others: &[&str]| {
                    name.bytes().filter(|byte| *byte != b'-').eq(folded.bytes()) || others.contains(&folded.as_ref())
                };
                $(if fits($name, &[$($other),*]) { return Some($type::$variant); })*
                None
            }
        }
    };
    (
        $(#[$about:meta])*
        $vis:vis enum $type:ident { $($(#[$doc:meta])* $variant:ident $name:literal $said:literal,)* }
        $(#[$what:meta])*
        $words:ident
    ) => {
        $crate::core::named::named! { $(#[$about])* $vis enum $type { $($(#[$doc])* $variant $name,)* } }

        impl $type {
            $(#[$what])*
            $vis fn $words(self) -> &'static str {
                match self { $($type::$variant => $said,)* }
            }
        }
    };
}
pub(crate) use named;
