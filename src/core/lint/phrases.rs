//! The words that the rules look for, in lower case with straight apostrophes.

pub(super) const GREETINGS: &[&str] = &[
    "hi", "hello", "dear", "hey", "hiya", "morning", "greetings",
];

/// Maximum number of lines of a sign-off, its farewell included.
pub(super) const MOST_SIGN_OFF: usize = 12;

pub(super) const FAREWELLS: &[&str] = &[
    "best", "best regards", "best wishes", "with best wishes", "all the best", "kind regards", "warm regards",
    "warmest regards", "warmly", "regards", "cheers", "thanks", "many thanks", "thank you", "with thanks",
    "sincerely", "yours", "yours sincerely", "yours truly", "love", "much love", "take care", "talk soon",
    "see you soon", "gratefully", "respectfully", "hugs", "greetings", "bye", "yours faithfully",
    "sincerely yours", "with kind regards", "fondly",
];

/// Subjects that say nothing by themselves, with spaces for hyphens.
pub(super) const GENERIC_SUBJECTS: &[&str] = &[
    "following up", "follow up", "followup", "just following up", "a quick follow up",
    "quick follow up", "checking in", "check in", "just checking in", "a quick check in",
    "quick check in", "quick question", "a quick question", "question", "a question", "nice to meet you",
    "nice meeting you", "great to meet you", "great meeting you", "good to meet you", "pleasure to meet you",
    "hello", "hi", "hey", "hello again", "touching base", "reminder", "gentle reminder", "friendly reminder",
    "a reminder", "no subject", "update", "updates", "news", "catching up", "introduction", "intro", "thanks",
    "thank you", "bump", "bumping this", "bumping this to the top of your inbox", "request", "meeting", "call", "important", "urgent", "a quick note", "quick note",
    "just a note", "long time no see", "greetings", "info", "information", "inquiry", "message", "email",
];

pub(super) const JUST: &[&str] = &[
    "just", "only", "simply", "quickly",
];

pub(super) const CHECKING: &[&str] = &[
    "following up", "follow up", "checking in", "check in", "touching base", "touch base", "circling back",
    "circle back", "popping in", "pinging you", "bumping this", "checking up",
];

pub(super) const DEMANDS: &[&str] = &[
    "asap", "a.s.a.p", "as soon as possible", "urgent", "urgently", "immediately", "right away", "by return",
    "you must reply", "you must respond", "you must answer", "i expect", "i need you to", "i demand",
    "no later than", "reply today", "respond promptly", "reply by", "without delay", "at once",
    "time is running out", "final notice", "by eod", "by end of day", "by cob",
];

pub(super) const APOLOGIES: &[&str] = &[
    "sorry to bother", "sorry for bothering", "sorry to disturb", "sorry to bug", "sorry to nag",
    "sorry to pester", "sorry to trouble", "sorry for the bother", "sorry to be a pest", "sorry to chase",
    "sorry for taking your time", "sorry to take up", "hate to bother", "don't want to bother",
    "do not want to bother", "apologies for bothering", "apologise for bothering", "apologize for bothering",
    "apologies for the bother", "apologies for disturbing", "hope i'm not bothering",
    "hope this isn't a bother", "excuse the intrusion", "pardon the intrusion", "forgive the intrusion",
    "i know you're busy, but", "i know you are busy, but",
];

pub(super) const REPROACHES: &[&str] = &[
    "per my previous", "per my last", "per my earlier", "per my email", "per my message", "per my note", "as previously stated",
    "as previously mentioned", "as i said before", "as i already said", "as already mentioned",
    "as mentioned in my last", "did you get this", "did you get my", "did you receive my",
    "did you receive this", "did you see my", "did you read my", "have you seen my last", "have you read my",
    "have you received my", "any update", "any updates", "any news on this", "what's the status",
    "what is the status", "haven't heard back", "have not heard back", "haven't heard from you",
    "have not heard from you", "still waiting for", "still waiting on", "still no answer", "still no reply",
    "you never", "you ignored", "ignored", "ignoring", "you failed", "failed to reply", "failed to answer",
    "failed to respond", "neglected", "why haven't you", "no response from you", "you didn't reply",
    "you didn't answer", "you didn't respond", "since you did not", "since you didn't", "on this again",
    "have not received a", "haven't received a", "did you have a chance to", "have you had a chance to",
];

pub(super) const JARGON: &[&str] = &[
    "per our conversation", "as per our", "per our call", "per our discussion", "kindly", "please be advised",
    "please find attached", "please find enclosed", "pursuant to", "herewith", "hereby", "aforementioned",
    "synergy", "synergies", "leverage", "low-hanging fruit", "at your earliest convenience", "move the needle",
    "value proposition", "to whom it may concern", "deep dive", "action items", "best-in-class",
    "game-changer", "going forward", "reach out", "loop back", "ping you", "win-win", "paradigm",
    "deliverables", "take this offline",
];

/// Closing sentences that ask nothing.
pub(super) const DEAD_ENDS: &[&str] = &[
    "look forward to hearing from you", "looking forward to hearing from you", "look forward to your reply",
    "looking forward to your reply", "look forward to your response", "looking forward to your response",
    "hope to hear from you", "hoping to hear from you", "await your reply", "awaiting your reply",
    "await your response", "awaiting your response", "hope to hear back",
];

/// Wishes: a message with one of them need not ask anything.
pub(super) const WISHES: &[&str] = &[
    "happy birthday", "congratulations", "congrats", "well done", "good luck", "all the best for",
];

/// Phrases that say that no answer is needed.
pub(super) const RELEASES: &[&str] = &[
    "no need to answer", "no need to reply", "no need to respond", "no need to write back", "no reply needed",
    "no reply is needed", "no answer needed", "no answer is needed", "no response needed",
    "nothing you need to answer", "don't feel you have to answer", "don't feel you need to",
    "my last note about it", "my last message about it", "won't write about it again", "you'll find me here",
    "door is open", "door stays open",
];

/// Phrases that ask for an answer or say what comes next.
pub(super) const NEXT_STEPS: &[&str] = &[
    "let me know", "just say", "say so", "tell me", "let's", "give me a call", "call me", "write me",
    "write to me", "drop me a line", "feel free", "you can reach me", "i'll call", "i'll send",
    "i'll be in touch", "i'll write", "i'll bring", "i'll come", "i will send", "i will call", "see you",
    "please", "you'll have it", "send me", "come by", "a word is enough", "look forward to seeing you",
    "i'll see you", "next time", "see each other again",
];

/// Phrases by which a message gives something: thanks, news, help, interest.
pub(super) const VALUES: &[&str] = &[
    "thank you", "thanks", "congratulations", "congrats", "happy birthday", "good luck", "all the best for", "thinking of you",
    "here's", "here is", "here are", "useful", "helpful", "help", "made me think of you", "thought of you",
    "reminded me of you", "i can", "i could", "i'd bring", "happy to", "glad to", "be glad", "introduce",
    "introduction", "article", "idea", "found", "came across", "attached", "enclosed", "as promised",
    "enjoyed", "admire", "learned", "learnt", "wish you", "offer", "how is", "how are", "how was", "how did",
    "how have", "what do you think", "stayed with me", "on my mind", "thinking about", "think of",
    "i'd love to hear", "curious", "share", "sharing", "sending you", "send you", "recommend", "my news", "on my side", "has changed", "what is new", "something new",
    "i have", "stays on the table", "know somebody", "know someone", "interested in", "well done",
    "lovely", "since then", "up for", "join us", "come along", "still laughing", "owe you an answer",
];

/// Phrases that refer to something between writer and reader.
pub(super) const REFERENCES: &[&str] = &[
    "you said", "you told", "you mentioned", "you asked", "you wrote", "you showed", "you recommended",
    "you sent", "you shared", "you taught", "you lent", "you gave", "you helped", "you described",
    "you explained", "you suggested", "we met", "we talked", "we spoke", "we discussed", "we agreed",
    "we were", "we had", "we saw", "we last", "since we", "the conversation", "the talk", "the meeting",
    "the call", "as promised", "i promised you", "thank you for", "thanks for", "thinking of you", "happy birthday",
    "congratulations", "good luck", "all the best for", "i wrote to you", "how it went on", "back then", "i still think of", "in touch", "reach you", "been a while", "a short line about", "thought of you", "thinking about the", "thinking about a", "thinking about an", "thinking about your", "thinking about our", "still thinking about", "on my mind", "stayed with me",
    "writing about", "owe you an answer", "how was the", "how was your", "how did the", "how did your", "up for the",
    "still laughing", "last night",
];

/// Words after "your" that fit anybody, as in "your day".
pub(super) const ANYBODYS: &[&str] = &[
    "day", "week", "weekend", "time", "earliest", "inbox", "convenience", "reply", "response", "answer",
    "thoughts", "side", "end", "attention", "business", "help", "email", "feedback", "interest",
    "consideration", "availability", "calendar", "company", "contact", "needs", "account", "phone",
    "clients", "customers", "team", "product", "products", "service", "services",
];

/// Phrases of a sentence that only wants something.
pub(super) const WANTS: &[&str] = &[
    "i need", "we need", "i want", "i'd like", "i would like", "i expect", "please", "let me know", "following up",
    "received", "i wrote", "i emailed",
];

/// Words after "at the" or "during your" that do not name an occasion.
pub(super) const NO_OCCASIONS: &[&str] = &[
    "moment", "end", "same", "very", "latest", "earliest",
];

/// Capitalized words that are not names: days, months, "I" and abbreviations.
pub(super) const CALENDAR: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "i",
    "i'm", "i've", "i'd", "i'll", "ok", "asap", "fyi", "pm", "am",
];

/// Words that make a question a request.
pub(super) const ACTIONS: &[&str] = &[
    "could you", "can you", "would you", "will you", "shall we", "shall i", "may i", "may we", "can we",
    "could we", "might you", "are you free", "do you have time", "do you have a", "have you time", "when can",
    "when could", "which day", "what time", "what day", "would it", "is there one thing", "would",
    "how shall i", "are you available", "are you able", "do you mind", "when are you",
];

/// Verbs that add a second request after `and`, `then` or `also`.
pub(super) const DOING: &[&str] = &[
    "send", "introduce", "share", "forward", "call", "tell", "write", "give", "put", "sign", "review", "read",
    "pass", "ask", "book", "meet", "check", "fill", "confirm", "return",
];

/// Words after a "please" that does not ask for anything.
pub(super) const NOT_ASKED: &[&str] = &[
    "don't", "do", "no", "give", "say", "let", "feel", "take", "know", "find", "see", "note",
];

/// Words for an attachment that do not say what it is.
pub(super) const NAMELESS: &[&str] = &[
    "file", "files", "document", "documents", "doc", "docs", "attachment", "attachments", "attached",
    "enclosed", "email", "mail", "message", "following", "info", "information", "something", "it", "them",
    "note", "letter",
];

/// Placeholders of other tools.
pub(super) const BLANKS: &[&str] = &[
    "[name]", "[your name]", "[first name]", "[last name]", "[firstname]", "[company]", "[company name]",
    "[topic]", "[date]", "[link]", "[project]", "[title]", "<name>", "<your name>", "<first name>",
    "<company>", "lorem ipsum", "first_name", "firstname}", "xxx",
];
