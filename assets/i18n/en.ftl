### Model

refusal-empty-range = Nothing is selected
refusal-outside-text = The selection is not inside the text
refusal-duplicate = The same words already carry this label
refusal-unknown-label = The schema has no such label
refusal-unknown-record = There is no such record any more
refusal-wrong-value = This answer does not fit the question
refusal-link-not-allowed = The schema does not allow this link here
refusal-link-to-itself = A link needs two different records
refusal-link-exists = This link is already there

trouble-unanswered = “{ $detail }” is not answered
trouble-unknown-label = The schema has no label “{ $detail }”
trouble-unknown-attribute = The label has no attribute “{ $detail }”
trouble-wrong-value = The answer to “{ $detail }” does not fit the question
trouble-unknown-target = The project has no target “{ $detail }”
trouble-bad-range = The place of this “{ $detail }” is not a stretch of the text
trouble-duplicate-span = Another “{ $detail }” covers the same words
trouble-unknown-link-kind = The schema has no link “{ $detail }”
trouble-link-without-end = A “{ $detail }” link leads to a record that is not there
trouble-link-not-allowed = The schema does not allow “{ $detail }” between these labels
trouble-too-many-links = More “{ $detail }” links leave this record than the schema allows
trouble-two-versions = Two versions of this “{ $detail }” are left from a merge: remove one of them
trouble-removed-elsewhere = This “{ $detail }” was removed on the other side of a merge: remove it, or keep this version
trouble-two-answers = Two answers to “{ $detail }” are left from a merge: answer it again
trouble-without-place = “{ $detail }” has no place in the revised text
trouble-unconfirmed = Said of “{ $detail }” before the text was revised: is it at the right place?

### Menus and commands

menu-file = File
menu-edit = Edit
menu-mark = Mark
menu-go = Go
menu-view = View
menu-help = Help
menu-text = Setting of the text
menu-labels = Further labels

command-file-open = Open project…
command-file-open-file = Open project or corpus file…
command-file-new = New project from texts…
command-file-new-folder = New project from a folder…
command-file-sample = Try the sample
command-file-document = About this document…
command-file-revise = Revise text…
command-file-paste = Add text from the clipboard…
command-file-comments = Split into comments…
command-file-backups = Backups…
command-file-export = Export…
command-file-save-as = Save as…
command-file-save-copy = Save a copy…
command-file-close = Close project
command-file-quit = Quit
command-edit-undo = Undo
command-edit-redo = Redo
command-edit-history = History
command-edit-settings = Settings…
command-of-step = { $command }: { $step }
command-edit-copy = Copy words
command-edit-copy-marked = Copy with marks
command-edit-menu = Menu at the caret
command-edit-record = Answer the question
command-edit-withdraw = Withdraw the answer
command-edit-remove = Remove record
command-edit-place = Place the next record without a place here
command-find-open = Find in the text
command-find-next = Find next
command-find-previous = Find previous
command-find-here = Find these words
command-find-label-all = Label all hits…
command-mark-again = Mark with the last label
command-mark-arm = Arm the last label
command-mark-fragment = Add words to the last record
command-mark-end-grow = End one word later
command-mark-end-shrink = End one word earlier
command-mark-start-grow = Start one word earlier
command-mark-start-shrink = Start one word later
command-mark-question-down = Next question
command-mark-question-up = Previous question
command-mark-keep-version = Keep this version
command-mark-to-do = Document to do
command-mark-in-progress = Document in progress
command-mark-done = Document done
command-caret-forward = Forward one unit
command-caret-back = Back one unit
command-caret-down = Line down
command-caret-up = Line up
command-caret-stretch-forward = Stretch forward
command-caret-stretch-back = Stretch back
command-caret-stretch-down = Stretch down
command-caret-stretch-up = Stretch up
command-caret-page-down = Page down
command-caret-page-up = Page up
command-caret-start = Start of the text
command-caret-end = End of the text
command-caret-sentence = Select the sentence
command-caret-paragraph = Select the paragraph
command-unit-grow = Larger unit
command-unit-shrink = Smaller unit
command-unit-character = By character
command-unit-word = By word
command-unit-clause = By clause
command-unit-sentence = By sentence
command-unit-paragraph = By paragraph
command-go-text = Back to the text
command-go-next-record = Next record
command-go-previous-record = Previous record
command-go-next-incomplete = Next incomplete record
command-go-previous-incomplete = Previous incomplete record
command-go-records-here = Records here…
command-go-next-document = Next document
command-go-previous-document = Previous document
command-go-back = Back where I was
command-go-forward = Forward again
command-go-position = Go to a position
command-go-filter = Filter documents
command-go-palette = Find or do anything
command-go-panel = Next panel
command-view-documents = Documents
command-view-inspector = Inspector
command-view-guidelines = Guidelines
command-view-larger = Larger text
command-view-smaller = Smaller text
command-view-usual-size = Usual text size
command-view-reading = Reading font…
command-view-serif = Serif or sans
command-view-wider = Wider lines
command-view-narrower = Narrower lines
command-view-looser = More line spacing
command-view-tighter = Less line spacing
command-view-focus-mode = Focus mode
command-view-paragraph-numbers = Paragraph numbers
command-view-line-numbers = Line numbers
command-view-overview = Overview in the margin
command-view-tags = Tags under records
command-view-links = Links of all records
command-view-show = Show…
command-view-show-all = Show all records
command-view-extension = Extension labels and questions
command-view-resolution = Questions on outcomes
command-view-theme = Light or dark
command-view-system-theme = Theme of the system
command-view-english = English
command-view-french = Français
command-help-keys = Keys
command-help-coach = First steps
command-help-problems = Problems
command-help-about = About Sententia

### Keys

keys-not-read = The key file cannot be read: { $error }
keys-unknown-command = The key file names a command that is not known: { $id }
keys-unknown-key = “{ $key }” is not a key (for { $id })
key-ctrl = Ctrl
key-alt = Alt
key-shift = Shift
key-enter = Enter
key-escape = Esc
key-delete = Del
key-backspace = Backspace
key-page-up = Page up
key-page-down = Page down
key-home = Home
key-end = End
key-space = Space

### The window

topbar-find = Find or do anything…
topbar-annotator = Who labels
saved-yes = saved ✓
saved-yes-hint = Every edit is on disk
saved-saving-hint = Every edit is in the journal; the annotation files follow
saved-failed = not saved
saved-read-only = read only

reading-title = Reading
reading-find = Find a font
reading-missing = “{ $family }” is not on this computer; Noto Serif is used
reading-size = Size
reading-line-height = Line spacing
reading-measure = Line length
reading-points = { $number } pt
reading-characters = { $count } characters
reading-more = More: { $what }
reading-less = Less: { $what }
reading-use = Use
reading-specimen = The quick brown fox jumps over the lazy dog, and nobody believes that it will ever do so again: that is what everyone has been saying for years.

documents-title = Documents
documents-filter = Filter…
documents-none = No document fits
documents-row = { $title }, { $status }, { $count ->
    [one] { $count } record
   *[other] { $count } records
}
status-all = All
status-to-do = To do
status-in-progress = Begun
status-done = Done

page-text = Text of “{ $title }”
page-scroll-bar = Scroll bar
page-to-start = To the start of the text
page-place = ¶ { $paragraph } of { $paragraphs } · { $percent }%
focus-armed = Selections become { $label }
focus-leave = Leave focus mode
page-empty = Choose a document at the left
page-length = { $count } words
page-more = More records here:
page-link-prompt = “{ $link }” what? A letter chooses, a click too; Enter takes the words at the caret; Esc leaves

find-field = Find in the text
find-hint = Find…
find-at = { $n } of { $count }
find-hits = { $count } { $hits ->
    [one] hit
   *[other] hits
}
find-hit = Hit { $n }: “{ $words }”
find-none = No hit
find-exact = Case and accents as typed
find-whole-words = Whole words only
find-close = Close

find-label-all = Label all…
label-all-title = Label all hits
label-all-hits = “{ $words }”: { $count } { $hits ->
    [one] hit
   *[other] hits
}, one step to undo
label-all-carried = { $count } { $hits ->
    [one] hit already carries
   *[other] hits already carry
} this label
label-all-too-many = At most { $most } records are made in one step
label-all-do = Label { $count } { $hits ->
    [one] hit
   *[other] hits
}
label-all-done = { $count } { $hits ->
    [one] record
   *[other] records
} made, one step to undo

position-go = Go to
position-field = Go to a paragraph, line or character
position-hint = 12 or ¶ 12, l 40, @1432, 50 %, or a record’s id
position-unknown = This is no place in the text
position-back = Back where I was
position-paragraph = ¶ { $n } of { $of }
position-line = Line { $n } of { $of }
position-character = Character { $n } of { $of }
position-share = { $share } % of the text
position-paragraphs = There { $count ->
    [one] is { $of } paragraph
   *[other] are { $of } paragraphs
}
position-lines = There { $count ->
    [one] is { $of } line
   *[other] are { $of } lines
}
position-characters = There { $count ->
    [one] is { $of } character
   *[other] are { $of } characters
}

copy-source = — { $source } ({ $file }, { $start }–{ $end })

menu-title = Menu of the text
menu-relabel = Change to
menu-others = Other records here
menu-link = Link: { $link }
menu-find = Find “{ $words }”

unit-character = character
unit-word = word
unit-clause = clause
unit-sentence = sentence
unit-paragraph = paragraph
foot-unit = unit: { $unit }
foot-records = { $count ->
    [one] { $count } record
   *[other] { $count } records
}
foot-incomplete = { $count } incomplete
foot-orphans = { $count } without a place
foot-position-hint = Position in code points, as Python counts

inspector-quote = “{ $quote }”
inspector-open = Waits for an answer
inspector-date-hint = 2031, 2031-06 or 2031-06-15
inspector-choose-target = Choose a target
inspector-links = links
inspector-add-link = + { $link }
inspector-unlink = Remove this link
inspector-note = note
inspector-note-hint = Write a note…
inspector-remove = Remove
inspector-text-changed = Another program has changed the file of this text. The annotated text was kept; nothing moves by itself.
inspector-was = Before the text was revised: “{ $words }”
inspector-confirm = It is at the right place
orphans-title = { $count ->
    [one] 1 record without a place
   *[other] { $count } records without a place
}
orphans-hint = Select the words it belongs to in the text, then place it here; or drop it.
orphans-more = and { $count } more
orphan-place-here = Place here
orphan-place = Place “{ $words }” here
orphan-place-hint = On: { $words }
orphan-drop = Drop
orphan-drop-of = Drop “{ $words }”
orphan-placed = Record placed
orphan-dropped = Record dropped
place-confirmed = Place confirmed
inspector-next = Next
inspector-who = { $who }, { $when }
inspector-status = status
inspector-first = Move with the arrows or drag over words, then press { $keys }
choice-two = A merge left two versions of this record. Keep one: it takes all the links, and the other goes.
choice-removed = One side of a merge removed this record, the other changed or linked it.
choice-this = this version
choice-other = the other version
choice-same = Both say the same; only who made them, or when, differs
choice-nothing = nothing
choice-label = label
choice-words = words
choice-keep-other = Keep the other
choice-show-other = Show the other
choice-keep = Keep it
choice-remove = Remove it
choice-link-two = Another version of { $link }
choice-link-removed = Removed on one side of a merge
choice-keep-link = Keep this link
choice-keep-other-link = Keep the other link
choice-to-choose = { $count ->
    [one] A merge left one record to choose
   *[other] A merge left { $count } records to choose
}
choice-go = Go to the first
choice-answers = A merge left two answers
choice-keep-answer = Keep { $answer }
choice-take-answer = Take { $answer }
inspector-hidden = Hidden on the page by what is chosen under Show
inspector-reading = Record of { $who }, to be read
inspector-reading-hint = A label key marks the same words for you
records-here = { $count ->
    [one] { $count } record here
   *[other] { $count } records here
}
records-none = No record here
record-of = { $who }: { $record }
shown-title = Show
shown-all = Show all
shown-now = Showing { $what }
shown-labels = { $count } of { $all } labels
shown-complete-only = complete only
shown-incomplete-only = incomplete only
shown-not-mine = not mine
shown-with = with { $who }
shown-answers = Answers
shown-complete = Complete
shown-incomplete = Incomplete
shown-annotators = Annotators
shown-me = { $who } (you)
shown-nobody = Nobody else has labelled this document
shown-only = only
shown-only-hint = Only { $label }
meta-author = author
meta-date = date
meta-genre = genre
meta-language = language
meta-url = address
meta-file = file
meta-encoding = encoding
meta-kept = kept for

targets-search = Target…
targets-none = Type a name to add a target
targets-add = Add “{ $name }”

record-incomplete = { $tag }, incomplete
record-open = { $count ->
    [one] open: { $names }
   *[other] { $count } questions open: { $names }
}
record-name = { $tag }: “{ $quote }”
record-link-to = { $kind }: “{ $quote }”
record-link-from = { $kind }, from “{ $quote }”
record-made = by { $who }
value-yes = yes
value-no = no
interval-from = from { $date }
interval-to = until { $date }
interval-from-name = { $name }, from
interval-to-name = { $name }, to
date-day = { $day } { $month } { $year }
date-time = { $day }, { $time }
date-month = { $month } { $year }
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

refusal-no-document = No document is open

step-mark = mark { $detail }
step-mark-all = mark { $detail } everywhere
step-remove = remove { $detail }
step-keep-version = keep this version of { $detail }
step-revise = revise the text { $detail }
step-place = place { $detail }
step-confirm = confirm the place of { $detail }
step-answer = answer { $detail }
step-relabel = relabel as { $detail }
step-reshape = move the edges of { $detail }
step-extend = add words to { $detail }
step-note = note on { $detail }
step-link = link { $detail }
step-unlink = remove the link { $detail }
step-status = status of { $detail }
step-document-label = answer { $detail }
step-meta = about { $detail }
step-guidelines = guidelines
step-import = import texts and labels
step-add-texts = add texts

said-done = { $step }, done
said-undone = undone: { $step }
said-redone = done again: { $step }
said-step-mark = { $detail } added
said-step-remove = { $detail } removed
said-step-relabel = now { $detail }
said-step-link = link { $detail } added
said-step-unlink = link { $detail } removed
said-answer = { $question }: { $answer }
said-no-answer = no answer
said-words = “{ $words }”
said-hit = { $which }: “{ $words }”
said-complete = complete

job-open = Opening the project
job-sample = Making the sample
job-create = Making the project
job-add-texts = Adding texts
job-copy = Copying the project
job-export = Exporting
job-revise = Comparing the texts
job-broken = The work broke off by a fault of the program; nothing written before is harmed ({ $reason })
job-cancel = Cancel
pick-project = Open a project
pick-file = Open a project or corpus file
pick-corrected = Choose the corrected text
pick-texts = Choose texts
pick-save-as = Save the project as
pick-save-copy = Save a copy of the project
texts-added = The texts are in the project
saved-copy = A copy is in { $path }
annotator-set = { $who } labels now
revised = { $count ->
    [0] { $document } has the corrected text
    [one] { $document } has the corrected text; 1 record waits for a place in the inspector
   *[other] { $document } has the corrected text; { $count } records wait for a place in the inspector
}
revise-title = Revise “{ $document }”
revise-n-unmoved = { $count } unmoved
revise-n-moved = { $count } moved
revise-n-changed = { $count } with words changed
revise-n-ambiguous = { $count } uncertain
revise-n-lost = { $count } without a place
problems-revise = Revise…
revise-all-carried = Every record is carried to the same words. The old text stays in texts/revisions, and the step can be undone.
revise-hint = These are in doubt. What you leave for later is carried and marked until you confirm it; what has no place waits in the inspector. Nothing is lost, and the step can be undone.
revise-waits = Waits without a place
revise-later = Later
revise-accept = Accept
revise-place = Place { $number }
revise-decline = None
revise-other-file = Another file…
revise-do = Revise
revise-same = The file holds the same text: there is nothing to revise
sample-nowhere = There is no folder for the sample: the system names none for programs’ data
schema-unknown = There is no schema “{ $id }”
format-unknown = There is no format “{ $id }”

### Command line

cli-heading-usage = Usage
cli-heading-commands = Commands
cli-heading-arguments = Arguments
cli-heading-options = Options

cli-name-project = PROJECT
cli-name-path = PATH
cli-name-language = LANGUAGE
cli-name-out = FILE
cli-name-format = FORMAT
cli-name-annotator = ANNOTATOR
cli-name-document = DOCUMENT
cli-name-tier = TIER
cli-name-schema = SCHEMA
cli-name-texts = TEXT
cli-name-name = NAME
cli-name-encoding = ENCODING
cli-name-folder = FOLDER

cli-arg-path = What to open in the window: a project folder, its project.ron, a corpus.ron, a folder of texts, or a text
cli-arg-project = A project folder, its project.ron, or a corpus.ron; without it, the folder you are in
cli-arg-json = Answer with one JSON value, for programs; its keys do not change
cli-arg-help = Show this help
cli-arg-version = Show the version
cli-arg-language = The language of the program: en or fr; without it, that of the environment

cli-program-about = Sententia: highlight stances and predictions in texts, and save the labelled corpus for training.
cli-program-usage = sententia [options] [PATH]
    {"  "}sententia COMMAND …
cli-program-more =
    Without a command the window opens. Each command has a help of its own: sententia new --help.

    Files of a project:
    {"  "}project.ron                  name, schema, targets, annotators, documents
    {"  "}guidelines.md                how to label
    {"  "}texts/                       the texts as they came, unchanged
    {"  "}annotations/WHO/TEXT.ron     the records of each annotator, one a line
    {"  "}history/WHO.journal          every step, so that nothing is lost and all can be undone
    {"  "}.sententia/                  what can be rebuilt at any time

    Environment:
    {"  "}LC_ALL, LC_MESSAGES, LANG    the language of the program
    {"  "}NO_COLOR                     no colors in a terminal
    {"  "}DISPLAY, WAYLAND_DISPLAY     where the window opens; no command needs one

    Exit codes: 0 all is well, 1 problems were found, 2 wrong use, or something cannot be read or written.

    Examples:
    {"  "}sententia sample debate               a finished project to look at, checked and exported
    {"  "}sententia new study texts/            a project from a folder of texts
    {"  "}sententia study                       label it in the window
    {"  "}sententia check study                 see what is incomplete or wrong, with file and line
    {"  "}sententia export study corpus.ron     the labelled corpus in one file

cli-new-about = Make a project from texts
cli-new-usage = sententia new [options] PROJECT TEXT…
cli-new-more =
    Texts are .txt and .md files and folders of them, in any encoding. They are copied as they are; what cannot be
    read, is empty or is there twice is listed with the reason, and the exit code is then 1.
    From a corpus.ron the project is made with everything in it.

    Schemas: stance-prediction, argument, ten-stances, empty.
cli-new-to = The folder to make; it must be new or empty
cli-new-texts = Texts, folders of texts, or one corpus.ron
cli-new-schema = What can be labelled: stance-prediction (if not given), argument, ten-stances or empty
cli-new-name = The name of the project; if not given, that of its folder
cli-new-annotator = Who labels; may be given several times
cli-new-encoding = The encoding of all the texts, such as windows-1252; if not given, each is guessed
cli-new-made = { $count ->
    [one] Made { $path } with one text
   *[other] Made { $path } with { $count } texts
}
cli-new-guessed = { $text }: read as { $encoding }, a guess; --encoding gives another
cli-new-next = Label it in the window: sententia { $path }

cli-check-about = List everything that is wrong with a project, with file and line
cli-check-usage = sententia check [options] [PROJECT]
cli-check-more =
    The exit code is 1 when something is wrong, and 0 when records are only incomplete.
    Nothing is changed.
cli-check-nothing = Nothing is wrong and nothing is missing
cli-check-summary = { $errors ->
    [0] No errors
    [one] 1 error
   *[other] { $errors } errors
}, { $warnings ->
    [0] no warnings
    [one] 1 warning
   *[other] { $warnings } warnings
}, { $incomplete ->
    [0] no open questions
    [one] 1 open question
   *[other] { $incomplete } open questions
}
cli-severity-note = note
cli-severity-incomplete = incomplete
cli-severity-warning = warning
cli-severity-error = error

cli-stats-about = Count texts, records and answers
cli-stats-usage = sententia stats [options] [PROJECT]
cli-stats-more = Incomplete records are those with a required question unanswered.
cli-stats-documents = List each document as well
cli-stats-texts = { $documents } documents, { $sentences } sentences, { $words } words, { $characters } characters
cli-stats-records = { $spans } spans, { $links } links; { $incomplete ->
    [0] all complete
    [one] 1 incomplete
   *[other] { $incomplete } incomplete
}
cli-stats-annotators = Annotators
cli-stats-labels = Labels and links
cli-stats-answers = Answers
cli-stats-each-document = Documents
cli-stats-more-values = { $count } others
cli-stats-progress = { $done } of { $total } done, { $started } in progress
cli-column-count = spans
cli-column-spans = spans
cli-column-links = links
cli-column-incomplete = incomplete
cli-column-progress = documents
cli-column-words = words

cli-export-label = Only spans with this label; may be given several times
cli-export-where = Only documents for which this holds, such as "author:dupont date>=2010 label:prediction -draft"
cli-export-no-datasheet = Write no data sheet beside it
cli-name-query = QUERY
cli-name-split = SETS
cli-name-number = NUMBER
cli-name-by = BY
cli-split-sets = Divide into sets with these shares, such as train=80,dev=10,test=10
cli-split-folds = Divide into so many sets of the same size
cli-split-by = What is not torn apart: document, author, thread or date (then earlier documents go to earlier sets)
cli-split-stratify = Give each set its share of each label and of each choice about documents
cli-split-seed = Another number gives other sets, the same number the same; 0 if not given
cli-split-set = { $count ->
    [one] { $name }: 1 document
   *[other] { $name }: { $count } documents
}
cli-split-no-leaks = No text, near-duplicate or thread stands in two sets
cli-split-leaks = { $count ->
    [one] One pair of documents in different sets has something in common:
   *[other] { $count } pairs of documents in different sets have something in common:
}
leak-same-text = the same text
leak-near-text = { $percent } % of the shorter text is in the other
leak-same-thread = the same thread
cli-error-split = “{ $given }” does not name sets
cli-hint-split = For example --split train=80,dev=10,test=10
cli-split-needs-sets = { $option } says how sets are made, but no sets are asked for
cli-split-empty = Not enough documents; empty: { $names }
cli-error-query = “{ $term }” cannot be asked for
cli-hint-query = Dates are written 2031, 2031-06 or 2031-06-15; a status is todo, progress or done
cli-convert-about = Convert labelled texts from one format to another
cli-convert-usage = sententia convert [options] PATH… OUT
cli-convert-more =
    What the files are is seen from what stands in them, what is to be written from the ending of OUT.
    Each problem in the files and everything that the other format cannot hold is told.

    Formats: see sententia formats.
cli-convert-paths = The files or folders to read (- is the standard input), then what to write (- is the standard output)
cli-convert-to = The format to write; by the ending of OUT if not given
cli-formats-about = List the formats that can be read and written
cli-formats-usage = sententia formats [options]
cli-formats-more =
    What a format cannot hold is counted and told at every export; with --dry-run, before anything is written.
cli-formats-name = Format
cli-formats-ways = In, out
cli-formats-both = in, out
cli-formats-in = in
cli-formats-out = out
cli-formats-legend = ● held  ○ held in part, or by a convention  – not held
holds-overlaps = Overlaps
holds-fragments = Fragments
holds-attributes = Attributes
holds-links = Links
holds-notes = Notes
holds-document-labels = Document labels
holds-metadata = Metadata
holds-status = Status
holds-annotators = Annotators
cli-name-paths = PATH
cli-name-column = NAME=COLUMN
cli-name-label = LABEL
cli-name-way = WAY
cli-name-unit = UNIT
cli-read-from = The format to read; seen from the files if not given
cli-read-encoding = The encoding of texts, where the guess is wrong
cli-read-column = Which column or key of the file is the text, label, start, end…; may be given several times
cli-read-annotator = Who made the records, where the files do not say it
cli-write-overlaps = Which of several spans over the same words is written, where only one can be: longest or outermost
cli-write-priority = Labels in the order in which they go first there; may be given several times
cli-write-fragments = Spans of several fragments, where they cannot be written as such: whole, apart or leave-out
cli-write-words = Spans that begin or end inside a word: cut the word, or widen the span to it
cli-write-tags = Tags of words: iob or bilou
cli-write-unit = How positions are counted, where the format leaves it open: code-point, utf-16 or byte
cli-write-dry-run = Write nothing; tell what would be written, left out and lost, and what can be chosen
cli-error-column = “{ $given }” is not of the form NAME=COLUMN
cli-hint-column = For example --column text=comment --column label=stance
cli-error-which-format = The ending of { $path } is that of no format
cli-error-read = { $path } cannot be read: { $reason }
cli-error-not-recognized = It cannot be seen what format this is
cli-hint-from = Name it with --from; sententia formats lists them
cli-export-about = Write labelled texts in any of the formats
cli-export-usage = sententia export [options] [PROJECT] [FILE]
cli-import-about = Take texts into a project, with what is said of them
cli-import-usage = sententia import [options] PATH… --into PROJECT
cli-import-more =
    The project is made if it is not there. All that comes in is one step, which can be undone; what could not be taken is told with its file and line.
    A text that the project has already does not come in twice: what is said of it is added there where its annotator has said nothing yet, else it is a new document.

    Example: sententia import essays.zip --into essays
cli-import-files = The files, folders or zip files to read; - is the standard input
cli-import-into = The project folder
cli-import-schema = What can be labelled in a new project, beside what comes in: stance-prediction, argument, ten-stances or empty (if not given)
cli-import-has-schema = The project has its schema already
cli-import-done = Taken into { $path }: { $documents } documents, { $spans } spans, { $links } links, in { $layers } layers
cli-import-known = { $text }: the project has this text already, as { $document }
cli-import-codebook = A codebook brings labels and no texts: sententia schema PROJECT --from FILE.qdc --annotator NAME takes them in
cli-export-more =
    What is not chosen is left out, and counted. The same project gives the same bytes.
    Several files go into a folder, or into a zip file where FILE ends in .zip.

    Formats: see sententia formats. In Rust, sententia::Corpus reads corpus.ron.
cli-export-out = What to write; - is the standard output; if not given, corpus.ron in the folder you are in
cli-export-output = The same
cli-export-format = The format; by the ending of FILE if not given, else corpus
cli-export-annotator = Only the records of this annotator; may be given several times
cli-export-document = Only this document; may be given several times
cli-export-tier = Only this tier of the schema: core, extension or resolution; may be given several times
cli-export-done = Only what annotators have declared done
cli-export-force = Replace a file, or a folder in which exports have written everything; never a project
cli-export-wrote = Wrote { $path }
cli-export-would = Would write { $path }
cli-way = Other ways: { $option } with { $ways }
cli-way-overlaps = Other ways: { $option } with { $ways }; or --priority with labels
cli-error-not-open = --{ $option } means nothing in { $format }
cli-hint-open = What can be chosen there: { $options }
cli-hint-nothing-open = Nothing can be chosen there
cli-error-several = These are several files, and the standard output takes one
cli-hint-several = Name a folder, or a zip file
cli-export-written = Written: { $documents } documents, { $spans } spans, { $links } links, in { $layers } layers
cli-export-left-out = Left out: { $documents } documents, { $spans } spans, { $links } links, { $answers } answers, in { $layers } layers
format-corpus = Labelled corpus (RON)
format-jsonl = JSON Lines of Sententia
format-brat = brat: texts with .ann files
format-conll = CoNLL: words with tags (IOB2, BILOU)
format-conllu = CoNLL-U: treebanks
format-w3c = W3C Web Annotation (JSON-LD)
format-tei = TEI P5: text and what is said of it (XML)
format-stance-tsv = Stance table (SemEval)
format-statements = Statements for network analysis (CSV)
format-graphml = Network of stances (GraphML)
format-page = Page for reading and printing (HTML)
format-markdown = Markdown with footnotes
format-spans-csv = Table of spans (CSV)
format-spans-tsv = Table of spans (TSV)
format-text = Plain text
format-html = Web page
format-docx = Word document
format-odt = LibreOffice document
format-epub = EPUB book
format-pdf = PDF, its text layer
format-table = Table of texts (CSV, TSV, Excel)
format-json-texts = Texts in JSON
format-subtitles = Subtitles (SRT, WebVTT)
format-feed = Weblog (feed, or export of WordPress, Blogger, Disqus)
format-xmi = XMI of UIMA (INCEpTION, DKPro)
format-casjson = CAS JSON of UIMA
format-inception = Project of INCEpTION (export)
format-webanno-tsv = WebAnno TSV 3 (WebAnno, INCEpTION)
format-gate-xml = GATE XML
format-bdoc = BDOC of GATE (JSON)
format-argument-xml = Graphs of arguments (argumentative microtexts, AIFdb)
format-doccano = doccano (JSON Lines)
format-prodigy = Prodigy (JSON Lines)
format-label-studio = Label Studio (tasks and interface)
format-spacy = spaCy (DocBin)
format-hf-jsonl = Hugging Face data set (JSON Lines)
format-hf-parquet = Hugging Face data set (Parquet)
format-hf-tokens = Hugging Face data set of tagged words (Parquet)
format-argilla = Argilla records
format-refi-qda = REFI-QDA project (ATLAS.ti, MAXQDA, NVivo)
format-refi-qdc = REFI-QDA codebook: the labels alone
loss-other-versions = { $count ->
    [one] A merge left two versions of one record: only the one under its own id is written
   *[other] A merge left two versions of { $count } records: of each only the one under its own id is written
}
loss-removed-elsewhere = { $count ->
    [one] One record was removed on one side of a merge and waits for a choice: it is written
   *[other] { $count } records were removed on one side of a merge and wait for a choice: they are written
}
loss-other-answers = { $count ->
    [one] A merge left two answers to a question about a document: only the first is written
   *[other] A merge left two answers to { $count } questions about documents: only the first of each is written
}
loss-without-place = { $count ->
    [one] 1 record without a place in the revised text
   *[other] { $count } records without a place in the revised text
}
loss-spans-outside-text = { $count ->
    [one] One span has no place in its text and is not written
   *[other] { $count } spans have no place in their text and are not written
}
loss-overlaps = { $count ->
    [one] One span is left out: it stands over words of another
   *[other] { $count } spans are left out: they stand over words of others
}
loss-other-spans = { $count ->
    [one] One span is left out: its label is not what the format is about
   *[other] { $count } spans are left out: their labels are not what the format is about
}
loss-places = { $count ->
    [one] One span is written with its words only, not with its place
   *[other] { $count } spans are written with their words only, not with their places
}
loss-widened = { $count ->
    [one] One span is made longer, to begin and end with a word
   *[other] { $count } spans are made longer, to begin and end with a word
}
loss-fragments = { $count ->
    [one] One span of several fragments is not written as such
   *[other] { $count } spans of several fragments are not written as such
}
loss-line-ends = { $count ->
    [one] One span is written in pieces, since a line ends inside it
   *[other] { $count } spans are written in pieces, since a line ends inside them
}
loss-names = { $count ->
    [one] One name is written otherwise
   *[other] { $count } names are written otherwise
}
loss-attributes = { $count ->
    [one] One answer about a record is not written
   *[other] { $count } answers about records are not written
}
loss-own-attributes = { $count ->
    [one] One answer about a record is written where only this program finds it
   *[other] { $count } answers about records are written where only this program finds them
}
loss-kinds = { $count ->
    [one] One answer is written as plain text
   *[other] { $count } answers are written as plain text
}
loss-links = { $count ->
    [one] One link is not written
   *[other] { $count } links are not written
}
loss-own-links = { $count ->
    [one] One link is written where only this program finds it
   *[other] { $count } links are written where only this program finds them
}
loss-notes = { $count ->
    [one] One note is not written
   *[other] { $count } notes are not written
}
loss-own-notes = { $count ->
    [one] One note is written where only this program finds it
   *[other] { $count } notes are written where only this program finds them
}
loss-document-labels = { $count ->
    [one] One answer about a document is not written
   *[other] { $count } answers about documents are not written
}
loss-own-labels = { $count ->
    [one] One answer about a document is written in a way of our own
   *[other] { $count } answers about documents are written in a way of our own
}
loss-metadata = { $count ->
    [one] What is known of one document is not written
   *[other] What is known of { $count } documents is not written
}
loss-own-metadata = { $count ->
    [one] What is known of one document is written where only this program finds it
   *[other] What is known of { $count } documents is written where only this program finds it
}
loss-own-layers = { $count ->
    [one] What one annotator says of a document is written where INCEpTION does not look for it when it imports a project
   *[other] What annotators say of documents is written { $count } times where INCEpTION does not look for it when it imports a project
}
loss-annotators = { $count ->
    [one] For one document it is not written who labelled it
   *[other] For { $count } documents it is not written who labelled them
}
loss-status = { $count ->
    [one] For one document it is not written whether it is done
   *[other] For { $count } documents it is not written whether they are done
}
loss-characters = { $count ->
    [one] One character is forbidden in this format, and replaced
   *[other] { $count } characters are forbidden in this format, and replaced
}
loss-texts = { $count ->
    [one] One text is not written
   *[other] { $count } texts are not written
}
loss-blanks = { $count ->
    [one] The blanks or line ends of one text are not written as they are
   *[other] The blanks or line ends of { $count } texts are not written as they are
}
loss-extras = { $count ->
    [one] What another format had kept beside one text is not written
   *[other] What other formats had kept beside { $count } texts is not written
}

# What was wrong in a file that came in, and what became of it
fate-kept = kept
fate-beside = kept beside the text
fate-skipped = left out
fault-unreadable = It cannot be read: { $what }
fault-too-large = It is too large
fault-encoding = It is not valid { $what }
fault-guessed = The encoding is a guess: { $what }
fault-guessed-column = No column says that it holds the texts; this one was taken: { $what }
fault-no-heading = There is no heading: the columns are called by their numbers
fault-word-a-row = These look like words with tags, one a row; the format conll reads them, with tabs between the columns
fault-places-beside = { $what } looks like places of marks; it stands beside the texts, and nothing is marked by it
fault-other-sheets = The first sheet is read, but not these: { $what }
fault-malformed = It is not well formed: { $what }
fault-empty = There is no text in it: { $what }
fault-no-text = There is no text for these annotations: { $what }
fault-outside-text = The place is not in the text: { $what }
fault-no-width = The place has no width: { $what }
fault-quote-differs = The text says “{ $found }” where the annotation says “{ $what }”
fault-dangling = Something is named that is not there: { $what }
fault-twice = It is there twice: { $what }
fault-no-place = There is no place here for: { $what }
fault-unknown = It is not understood: { $what }
fault-otherwise = { $what } is not read. Save it as { $found } in the program that it comes from.
fault-no-names = The names behind the numbers in { $what } are not known; they stand in the README.md or dataset_info.json of a data set, to be read with it
fault-counts-utf-16 = Positions are counted in UTF-16, as the words beside them tell
fault-counts-line-ends = Positions count a line end of two characters as one, as the words beside them tell
fault-not-of-it = The file is not of the format that is read
fault-wrong-value = The answer does not fit its question: { $what }
fault-locked = It is locked with a password, or of an older kind; save it again in the current format, without a password
fault-no-text-layer = These pages hold no text, as if they were scanned; a program that recognizes text (OCR) can add it: { $what }
fault-withheld = Messages that were deleted or taken for unwanted where they were written: { $what }
fault-markup = The texts in “{ $what }” are written as HTML: they are taken as a page shows them
fault-guessed-key = That the text is under “{ $what }” is a guess: choose another key if it is wrong
fault-like-annotations = “{ $what }” looks like annotations, but is not understood here: it stays with what is known of the texts, and marks nothing
fault-looks-like = The file is not read as what it looks like: { $what }. Import it by itself

cli-show-about = Show a document with its marks
cli-show-usage = sententia show [options] DOCUMENT
cli-show-more =
    Marks are shown in the color of their label, or as [¹words]¹ where there are no colors; their records follow the text.
cli-show-document = The id or title of a document, or the path of a text inside a project
cli-show-project = The project, or a corpus.ron; if not given, the folder you are in
cli-show-annotator = Only the marks of this annotator
cli-show-plain = Brackets, even where colors would show
cli-show-nothing = Nothing is marked
cli-yes = yes
cli-no = no

cli-revise-about = Take a corrected text for a document and carry every record over to it
cli-revise-usage = sententia revise [options] PROJECT DOCUMENT [FILE]
cli-revise-more =
    Records are carried silently only where the very same words stand. What is uncertain is carried and
    marked, what has no place is kept without one; both are for a person to settle in the window.
    The old text stays in texts/revisions, and the step can be undone. Exit code 1 when something
    is left to settle.
cli-revise-project = A project folder
cli-revise-document = The document: its id, its title or the end of its id
cli-revise-file = The corrected text; without it, the file in “texts” that another program has changed
cli-revise-dry-run = Only say what would become of the records
cli-revise-annotator = In whose name; without it, the first annotator
cli-revise-unchanged = The file of “{ $document }” holds the text that was annotated: name the file with the corrected one
cli-revise-tally = Records: { $unmoved } unmoved, { $moved } moved, { $changed } changed, { $ambiguous } uncertain, { $lost } without a place
cli-revise-done = { $document } now has the corrected text
cli-revise-dry = Nothing was changed

fate-unmoved = Unmoved
fate-moved = Moved
fate-recoded = Same words
fate-changed = Words changed
fate-ambiguous = Place uncertain
fate-lost = Without a place

cli-log-about = Print the trail of a project: every step, who did it, when and where
cli-log-usage = sententia log [options] [PROJECT]
cli-log-more =
    One JSON object a line, the oldest first: n, when, who, act (do, undo or redo), step, detail, what, where, undone.
    The trail is what the journals in history/ of this copy of the project hold.
cli-log-annotator = Only the steps of this annotator
cli-log-document = Only the steps that concern this document
cli-log-since = Only the steps since this date or moment, such as 2026-11-22
cli-name-since = DATE
cli-error-date = “{ $value }” is not a date such as 2026-11-22 or 2026-11-22T08:30:00Z

cli-merge-about = Merge three versions of a project’s file, record by record
cli-merge-usage =
    sententia merge [options] BASE OURS THEIRS
      sententia merge --install PROJECT
cli-merge-more =
    For annotation files and project.ron; made to be the merge driver of git (driver = sententia merge %O %A %B).
    The exit code is 0 when everything is merged and 1 when something is left to choose: both versions of a record are
    then in the file, and sententia check names them. 2: nothing was merged, and no file was changed.
cli-merge-base = The version that both began with; an empty file if there is none
cli-merge-ours = Our version; the merged file takes its place
cli-merge-theirs = Their version
cli-merge-output = Write the merged file there instead; - is the standard output
cli-merge-install = Write .gitattributes in this project and the merge driver in the configuration of its repository
cli-merge-installed = From now on git merges the records of this project with sententia
cli-merge-untouched = Nothing was merged
cli-backup-about = List the backups of a project, make one, or put one back
cli-backup-usage =
    sententia backup [options] [list | make | restore] [PROJECT] [BACKUP]
cli-backup-more =
    A backup is a zip of project.ron, the guidelines, all annotations and all journals, in .sententia/backups. One is
    made by itself at the first edit of a day, and before texts come in, the schema changes, a text is revised or many
    records change at once. Before one is put back, what is there is backed up too. Nobody may have the project open then.
cli-backup-action = list (if nothing is said), make or restore
cli-backup-name = The name of the backup to put back, as list shows it
cli-name-action = ACTION
cli-name-backup = BACKUP
cli-backup-none = There is no backup yet
cli-backup-made = Made { $name }
cli-backup-which = Which backup is to be put back?
cli-backup-restored = Put back { $name }: { $written ->
        [one] one file
       *[other] { $written } files
    } written, { $removed } removed
cli-backup-before = What was there before is kept in { $name }
cli-lock-about = Tell who has a project open to write in it; take over what was left behind
cli-lock-usage =
    sententia lock [options] [PROJECT]
      sententia lock [PROJECT] --take-over ANNOTATOR
cli-lock-more =
    Each annotator’s work is written by one window or command at a time; who comes second reads only. A lock whose
    program has ended on this computer binds nobody. One on another computer is stale when it was not renewed for
    three minutes, and can then be taken over.
cli-lock-take-over = Break the stale lock of this annotator
cli-lock-force = Break it even if its holder is still there; what is then done in both places is merged when it is next opened
cli-lock-taken = The work of { $annotator } is free: { $user } on { $host } can only read it from now on
cli-lock-none = Nobody has the project open to write in it
cli-lock-held = { $annotator }: open by { $user } on { $host } (process { $process }) since { $since }
cli-lock-stale = { $annotator }: open by { $user } on { $host } (process { $process }) since { $since }, not heard of since { $seen }
cli-lock-gone = { $annotator }: left behind by { $user } on { $host } (process { $process }), which has ended
cli-merge-left = { $count ->
    [one] One thing is left to choose
   *[other] { $count } things are left to choose
}
cli-name-base = BASE
cli-name-ours = OURS
cli-name-theirs = THEIRS

merge-two-versions = { $record }: changed on both sides; both versions are kept
merge-removed = { $record }: removed on one side, changed or linked on the other; it is kept
merge-two-answers = “{ $record }”: answered differently on both sides; both answers are kept
merge-field = { $record }: changed on both sides; ours is kept, theirs was { $theirs }
merge-entry = { $record }: removed on one side, changed on the other; it is kept

cli-measure-about = Measure how fast the window is on a project, and print it as JSON
cli-measure-usage = sententia measure [options] [PROJECT]
cli-measure-more = Opens a window on a copy of the project, scrolls through its longest text, adds a hundred spans, resizes, and ends. The project stays as it is. Times are milliseconds of processor time a frame, without the graphics card.
cli-measure-short = Only a tenth of everything
cli-measure-no-project = { $path } is not a project folder
cli-sample-about = Make the sample project, check it and export it
cli-sample-usage = sententia sample [options] FOLDER
cli-sample-more = The whole way from texts to a labelled corpus, without a window.
cli-sample-to = The folder to make; it must be new or empty
cli-sample-made = { $count ->
    [one] Made the sample project { $path } with one text
   *[other] Made the sample project { $path } with { $count } texts
}
cli-sample-next = Label it in the window: sententia { $path }
    Train on it: cargo run --example train_baseline { $corpus }

cli-error-output = The output cannot be written: { $reason }
cli-error-arguments = This is not how the command is used
cli-error-unknown-argument = There is no argument { $argument } here
cli-error-missing-argument = Missing: { $argument }
cli-error-missing-value = { $argument } needs a value
cli-error-wrong-value = { $argument } cannot be “{ $value }”
cli-error-conflict = { $argument } and { $other } do not go together
cli-error-no-path = { $path } cannot be opened: { $reason }
cli-error-no-annotator = There is no annotator “{ $name }”
cli-error-no-label = There is no label “{ $name }”
cli-error-no-document = There is no document “{ $name }”
cli-error-no-texts = There is no text to make a project of
cli-error-encoding = There is no encoding “{ $name }”
cli-error-exists = { $path } is there already
cli-hint-cannot-write = Check that the folder is there, that the disk is not full and that you may write there
cli-hint-help = { $command } shows what is possible
cli-hint-possible = Possible are: { $values }
cli-hint-documents = Some documents are: { $values }
cli-hint-meant = Did you mean the command { $command }?
cli-hint-project = Name the project with --project
cli-hint-force = Choose another name, or replace it with --force
cli-hint-packages = If a library is missing, this installs what a window needs: { $command }
cli-warn-problems = { $count ->
    [one] One thing in this project is wrong or could not be read; sententia check { $path } shows it
   *[other] { $count } things in this project are wrong or could not be read; sententia check { $path } lists them
}
cli-no-display = There is no display for a window; without one these commands work: { $commands }
cli-no-window-built = This sententia was built without its window; these commands work: { $commands }
cli-window-failed = The window cannot be opened ({ $reason }); without it these commands work: { $commands }

corpus-unreadable = The file cannot be read: { $detail }
corpus-unreadable-hint = Check that the file is there and may be read
corpus-not-a-corpus = This is no labelled corpus
corpus-not-a-corpus-hint = A labelled corpus is a RON file that begins with Corpus( and its format
corpus-too-new = The corpus was written by a newer version (format { $found }; this one reads up to { $known })
corpus-too-new-hint = Read it with a newer version of Sententia
corpus-damaged = The file is damaged here: { $detail }
corpus-damaged-hint = Export the corpus again, or mend this line
corpus-document-twice = The document is there twice; the second is passed over
corpus-document-twice-hint = Give one of the two another id
corpus-annotator-twice = An annotator is there twice for this document; the second is passed over
corpus-annotator-twice-hint = Put the records of both together
corpus-record-twice = A record with this id is there twice; the second is passed over
corpus-record-twice-hint = Give one of the two another id
corpus-text-changed = The text is not the one that was labelled
corpus-text-changed-hint = Export the corpus again; editors and version control that change line ends do this
corpus-outside-text = The place of this record is not in the text; it is passed over
corpus-outside-text-hint = Positions count code points from 0 to just after the last
corpus-quote-differs = The text says “{ $found }” where the record quotes “{ $quoted }”
corpus-quote-differs-hint = Correct the position or the quote: the text between the positions must be the quote

### Dialogs

cancel = Cancel
close = Close
save = Save
browse = Browse…
copied = Copied
copy-path = Copy path
value-none = None

job-starting = Getting ready
job-count = { $done } of { $total }

files-texts = Texts
files-all = All files
path-no-chooser = No system file dialog answers here: neither a desktop portal nor zenity is installed
path-no-answer = The system file dialog gave no answer, so this one takes over
path-where = Folder
path-home = Home
path-parent = Up
path-reading = Reading the folder
path-empty = Nothing here that could be chosen
path-unreadable = { $folder } cannot be read: { $reason }
path-project = project
path-name = Name
path-open = Open
path-use-folder = Use “{ $name }”
path-use-files =
    { $count ->
        [one] Use this file
       *[other] Use { $count } files
    }
path-save-here = Save here

welcome-purpose = Highlight stances and predictions, and save what you found
welcome-open = Open project…
welcome-open-hint = A project folder that you or a colleague made
welcome-new = New project from texts…
welcome-new-hint = Plain text or Markdown, as many files as you like
welcome-sample = Try the sample
welcome-sample-hint = Dated texts of one debate, partly labelled already
welcome-drop-hint = Or drop texts, folders or a project anywhere on this window
welcome-drop = Drop to open, or to make a project of these texts
welcome-recent = Recent projects
welcome-first = Projects you open will be listed here
welcome-missing = Not there any more: { $path }
welcome-forget = Take “{ $name }” off the list
welcome-progress = { $done } of { $total } done
welcome-kept = A project is an ordinary folder on this computer. Every change is saved at once, and nothing is sent anywhere.
welcome-theme-system = System
welcome-theme-light = Light
welcome-theme-dark = Dark

palette-title = Find or do anything
palette-hint = Find or do anything
palette-nothing = Nothing has such a name
palette-commands = Commands
palette-labels = Labels
palette-incomplete = Incomplete records
palette-records = Records of this document
palette-documents = Documents
palette-mark = Mark as { $label }
palette-choose = choose
palette-run = do it

import-title = New project from texts
import-title-add = Add texts
import-add-to = Add to “{ $name }”
import-new = New project
import-unnamed = New project
import-name = Name of the project
import-folder = Folder
import-pick-folder = Where is the project to be kept?
import-folder-relative = Give the whole path, from the root on
import-folder-project = There is a project in this folder already
import-folder-taken = This folder is not empty, please choose another
import-folder-unreadable = This folder cannot be used
import-annotator = Who labels
import-annotator-hint = Your name or initials
import-schema = Scheme to start from
import-nothing = No texts here
import-nothing-hint = Texts are plain or Markdown, pages of the web, PDF, EPUB, Word or LibreOffice, tables, JSON
import-texts =
    { $count ->
        [one] 1 text
       *[other] { $shown } texts
    }
import-refused =
    { $count ->
        [one] 1 left out
       *[other] { $shown } left out
    }
import-copy-refused = Copy this list
import-doubt = · please check
import-encoding = Encoding
import-size = { $count } bytes
import-bytes-lost = Some bytes mean nothing in this encoding
import-format = Format
import-whose = Whose records, where the files do not say it
import-columns = Columns
import-column-usual = by its name
column-text = Text
column-id = Name
column-title = Title
column-author = Author
column-date = Date
column-url = Address
column-language = Language
column-genre = Genre
column-document = Document
column-annotator = Annotator
column-label = Label
column-start = Start
column-end = End
column-fragments = Fragments
column-note = Note
column-target = Target
column-stance = Stance
column-other = Other
import-guessed = As guessed
import-none = Read in this way, there is no text in it
import-documents = Documents
import-problems = { $count ->
    [one] { $shown } problem
   *[other] { $shown } problems
}
import-problems-hint = What is left out stays in the files; all else comes in
imported-some-known = { $count ->
    [one] { $new } added; { $shown } text was there already
   *[other] { $new } added; { $shown } texts were there already
}
import-create = Create project
import-add =
    { $count ->
        [one] Add 1 text
       *[other] Add { $shown } texts
    }

comments-title = Split into comments
comments-hint = Lines that say who writes, and when, begin a comment; it reaches to the next such line.
comments-label = Label
comments-all = Tick all
comments-nobody = Nobody is named
comments-none = Untick all
comments-nothing = No comments here
comments-nothing-hint = Comments are known by lines such as “Marie a écrit le 3 mai 2009 à 10:12” or “Posted by Joe | May 3, 2009”
comments-do = { $count ->
    [one] Mark { $shown } comment
   *[other] Mark { $shown } comments
}
comments-done = { $count ->
    [one] One comment marked
   *[other] { $count } comments marked
}
paste-title = New document from the clipboard
paste-name = Name
paste-name-hint = The first words, if empty
paste-text = Text
paste-do = Add the text

export-title = Export
export-format = Format
export-documents = Documents
export-all = All
export-done = Done
export-this = This one
export-asked = Search
export-query = Which documents
export-query-hint = label:prediction date>=2010 -genre:comment
export-query-terms = Words, "a phrase", author: title: genre: date: label: link: status: by:, and - before what must not be there
export-labels = Labels
export-labels-all = All
export-labels-some = Some
export-priority = By label
export-priority-hint = The first wins; a click puts a label first
export-sets = Sets for training
export-sets-none = None
export-sets-shares = By shares
export-sets-folds = Folds
export-sets-names = Names and shares
export-sets-n = How many
export-sets-by = Never divided
export-by-document = Document
export-by-author = Author
export-by-thread = Thread
export-by-date = Day
export-sets-stratified = Every label in its share
export-sets-seed = Seed
export-sets-wrong = Sets are named as in train=80, dev=10, test=10; folds are 2 to 1,000; the seed is a number
export-leaks-more = { $count ->
    [one] and one more, in the data sheet
   *[other] and { $count } more, in the data sheet
}
export-annotators = Records of
export-outlook = What will be written
export-n-documents =
    { $count ->
        [one] 1 document
       *[other] { $shown } documents
    }
export-n-spans =
    { $count ->
        [one] 1 span
       *[other] { $shown } spans
    }
export-n-links =
    { $count ->
        [one] 1 link
       *[other] { $shown } links
    }
export-n-incomplete =
    { $count ->
        [one] 1 span lacks a required answer; it is written as it is
       *[other] { $shown } spans lack a required answer; they are written as they are
    }
export-choices = Choices
export-glimpse = Preview
export-glimpse-cut = The file goes on
export-glimpse-more = { $count ->
    [one] and { $count } more file
   *[other] and { $count } more files
}
export-glimpse-no-text = { $name } is no text: it is read by programs alone
export-glimpse-nothing = No file would be written
export-no-losses = This format holds everything
export-to = To
export-pick = Where is the export to be written?
export-is-folder = This is a folder; give the name of a file
export-replaces = The file is there already and will be replaced
export-find = Find a format
export-none-found = No format of this name
export-one-file = One file, .{ $ending }
export-several-files = Several files, in a folder or a zip file
export-holds-all = Holds everything that a project has
export-holds-partly = Holds in part: { $what }
export-holds-not = No place for: { $what }
export-overlaps = Of spans over the same words
export-longest = The longest
export-outermost = The outermost
export-fragments = Spans of several fragments
export-whole = As one stretch
export-apart = Each fragment apart
export-leave-out = Left out
export-tags = Tags of words
export-words = Spans that end inside a word
export-cut = Cut the word
export-widen = Take all of it
export-unit = Positions in
export-code-points = Code points
export-utf-16 = UTF-16
export-bytes = Bytes
export-iob = IOB2
export-bilou = BILOU
export-counting = Counting…
export-cannot-count = This cannot be written
export-zip-or-folder = A name that ends in .zip makes one file, any other a folder
export-folder-taken = This folder is not empty; give another name
export-over-project = { $path } is a project or a part of one, and is not written over
export-others = { $path } holds something that no export has written: { $name }
export-elsewhere = Choose another name
export-button = Export
exported-title = Exported

problems-title = Problems
problems-refused = This does not open
problems-refused-hint = Nothing was changed on disk
problems-none = Nothing is amiss
problems-none-hint = Every record is whole and every file could be read
problems-opening = Noticed on opening
problems-wrong = Records that break a rule
problems-incomplete = Incomplete records
problems-words = “{ $words }”
problems-copy = Copy all

keys-title = Keys
keys-filter = Filter
keys-nothing = No command has such a name or key
keys-labels = Mark (on the text)
keys-links = Link (on a record)
keys-answers = Answer (on a record)
keys-answer = The first to ninth answer
keys-own-file = Your own keys go into { $path }

settings-title = Settings
settings-appearance = Appearance
settings-theme = Theme
settings-language = Language
settings-scale = Size of the interface
settings-percent = { $number }%
settings-reduce-motion = Reduce motion
settings-reading = Reading
settings-font = Face and size of the text
settings-change = Change…
settings-labelling = Labelling
settings-annotator = Who labels
settings-saving = Saving
settings-sync = Steps reach the disk
settings-sync-soon = Within a second
settings-sync-at-once = At once
settings-history = Keep steps
settings-days = { $count ->
    [one] A day
   *[other] { $count } days
}
settings-year = A year
settings-for-ever = For ever
settings-history-hint = What you labelled is kept for ever; this is how far back the history goes
settings-backups = Backups
settings-backups-kept = { $count }, { $size } MB
backups-title = Backups
backups-hint = Annotations, schema and journals as they were; the texts are not in them. They are made by themselves, and the oldest go
backups-none = No backup yet
backups-none-hint = One is made at the first edit of a day, and before every act that changes much
backups-now = Back up now
backups-restore = Restore…
backups-restore-of = Restore the backup of { $moment }…
backups-restore-now = Restore
backups-ask = Restore the backup of { $moment }?
backups-ask-hint = All annotations, the schema and the history become what they were then. What is there now is backed up first, so that you can come back to it
backups-restored = Restored. What was there before is the backup of { $moment }
backups-size = { $number } kB
backup-counts = { $documents ->
    [one] One document
   *[other] { $documents } documents
}, { $records ->
    [one] one record
   *[other] { $records } records
}
backup-daily = first edit of the day
backup-import = before texts were added or removed
backup-bulk = before many records changed
backup-schema = before the schema changed
backup-revision = before a text was revised
backup-restore = before a backup was restored
backup-asked = asked for
backup-failed = A backup could not be made; the work itself is saved. { $reason }
job-restore = Restoring a backup
held-again = Try again
held-take-over = Take over
held-write = Open for writing
news-documents = { $count ->
    [one] One document was changed by another program and taken in
   *[other] { $count } documents were changed by another program and taken in
}
news-project = The project was changed by another program and taken in
news-conflicts = { $count ->
    [one] One record is there in two versions, to be chosen from
   *[other] { $count } records are there in two versions, to be chosen from
}
news-lost-steps = { $count ->
    [one] One earlier step can no longer be undone
   *[other] { $count } earlier steps can no longer be undone
}
news-notices = { $count ->
    [one] One problem is listed under Problems
   *[other] { $count } problems are listed under Problems
}
settings-keys = Keys

about-title = About
about-version = Version { $version }
about-purpose = Highlight stances and predictions in texts, and save the labelled corpus for training
about-licence = Licence

properties-title = Document
properties-name = Title
properties-name-hint = As the name of the file
properties-author = Author
properties-date = Date
properties-not-a-date = A date is written 2031, 2031-06 or 2031-06-15
properties-url = Address
properties-language = Language
properties-genre = Genre
properties-genre-hint = Article, blog post…
properties-own = Further fields
properties-field-name = Name of field { $number }
properties-field-name-hint = Name
properties-field-value = Value of field { $number }
properties-field-add = Add a field
properties-field-remove = Remove
properties-fields-clash = Two fields have the same name
properties-labels = About the whole document
properties-from = { $name }, from
properties-to = { $name }, to
properties-wrong-value = This answer does not fit the question

annotator-title = Who labels?
annotator-hint = Everyone’s records are kept apart
annotator-new = Someone new
annotator-name-hint = Name or initials
annotator-taken = There is an annotator of this name already
annotator-choose = Continue

history-title = History
history-close = Close the history
history-whose = Whose steps
history-own = My steps
history-trail = Journal of { $who }
history-trail-hint = All that the journal in this copy of the project holds, to be read
history-reading = Reading the journal
history-filter = Filter steps…
history-only-here = This document only
history-empty = No steps yet
history-empty-hint = Whatever you do is listed here, and you can go back to before it, even after a restart
history-none = No step fits
history-now = Now
history-start = Before all these steps
history-today = Today
history-yesterday = Yesterday
history-project = Whole project
history-more-documents = { $count ->
    [one] and one more document
   *[other] and { $count } more documents
}
history-row = { $step }, { $time }
history-row-undone = { $step }, { $time }, undone
history-back = { $count ->
    [one] Back 1 step
   *[other] Back { $shown } steps
}
history-forward = { $count ->
    [one] Forward 1 step
   *[other] Forward { $shown } steps
}
history-show = Show
history-went-back = { $count ->
    [one] Went back 1 step
   *[other] Went back { $shown } steps
}
history-went-forward = { $count ->
    [one] Went forward 1 step
   *[other] Went forward { $shown } steps
}
history-kept-always = Steps are kept for ever
history-kept-days = { $count ->
    [one] Steps are kept for a day
   *[other] Steps are kept for { $count } days
}

guidelines-title = Guidelines
guidelines-edit = Edit
guidelines-field = Guidelines, in Markdown
guidelines-empty = No guidelines yet
guidelines-empty-hint = Write down how to label, for yourself and for others
guidelines-write = Write guidelines

coach-title = First steps
coach-done = That is all there is to it
coach-mark = Mark a prediction
coach-answer = Answer a question
coach-link = Link it to its source
coach-undo = Undo
coach-export = Export
coach-said-done = { $step }, done
coach-dismiss = Put away

### Store

store-text-missing = The text “{ $document }” is missing
store-text-changed = The text “{ $document }” is no longer the one that was annotated
store-text-differs = The file of “{ $document }” was changed by another program. The annotated text was kept, and is the one shown
store-revision-stale = “{ $document }” was changed while its revision was being looked at
store-text-unreadable = The text “{ $document }” cannot be read: { $reason }
store-unknown-encoding = The encoding “{ $encoding }” of “{ $document }” is not known
store-unsafe-id = “{ $id }” cannot name a file of the project
store-leads-outside = “{ $path }” leads out of the project folder
store-duplicate-document = “{ $document }” is listed twice
store-other-text = These annotations were made on another text than “{ $document }”
store-unknown-document = The project has no text “{ $document }”
store-wrong-place = This file says “{ $found }”, its place says “{ $expected }”
store-out-of-range = { $record }: { $from } to { $to } is not a stretch of the text, which has { $length } characters
store-quote-differs = { $record } quotes “{ $quote }”, the text has “{ $found }” there
store-bad-fragments = { $record }: its fragments and its quotes do not go together
store-duplicate-record = The id { $record } is used twice
store-ron-ends = The file ends too early
store-ron-unknown-field = There is no field “{ $field }” here; known are { $expected }
store-ron-missing-field = The field “{ $field }” is missing
store-ron-unknown-value = “{ $value }” is not known here; known are { $expected }
store-ron-syntax = This is not well-formed RON: { $reason }
store-not-utf8 = The file is not UTF-8
store-too-old = Saved in format { $found }, which this version of the program cannot read (it reads { $known })
store-too-new = Saved by a newer version of the program (format { $found }; this one reads up to { $known })
store-too-large = The file is larger than { $limit } MB
store-no-project = There is no project in “{ $path }”
store-no-repository = “{ $path }” is in no git repository
store-unreadable = Cannot be read: { $reason }
store-journal-torn = The last line was cut off, as by a crash; it was left out
store-journal-broken = This line cannot be read
store-journal-altered = This line is not as it was written: its sum does not fit
store-journal-behind = What this step changed was changed elsewhere since
store-journal-forked = From this line on the steps of another copy of the project follow
store-journal-unfit = This step does not fit the project
store-cannot-write = Cannot be written: { $reason }
store-read-only = The project is open for reading only: { $reason }
store-held = { $user } has the work of { $annotator } open on { $host } since { $since }. Here it can be read, not changed
store-held-stale = { $user } had the work of { $annotator } open on { $host }, and was last heard of at { $seen }. Here it can be read, not changed
store-released = The work of { $annotator } is no longer open elsewhere
store-not-held = Nobody has the work of { $annotator } open
store-changed-elsewhere = Another program has changed this file; its changes are being taken in
store-kept-aside = Another program has changed this file in a way that does not go together with what was done here. One version stands, the other is kept as { $path }
store-field-differs = “{ $field }” was changed here and by another program; what was done here stands
store-no-backup = There is no backup “{ $name }”
store-backup-broken = The backup cannot be read: { $reason }
store-protected = The annotations of { $annotator } on “{ $document }” were not understood and are kept as they are
store-not-empty = The folder “{ $path }” is not empty
store-already-project = “{ $path }” already holds a project
store-encoding = The record cannot be written down: { $reason }
store-cancelled = Cancelled
store-settings-broken = The settings cannot be understood here
store-writer-stopped = The part of the program that writes has stopped

store-hint-restore-text = Put the original file back under “texts”. Until then its annotations stay as they are, and nothing is written over them
store-hint-text-differs = Take the change over with “Revise text…”, or put the old file back
store-hint-revision-stale = Nothing was done. Start the revision again
store-hint-rights = Check that the file is there and that you may read it
store-hint-encoding = Correct the encoding in project.ron, for example to UTF-8 or windows-1252
store-hint-unsafe-id = Rename it: parts between slashes may not be empty, nor longer than 245 bytes
store-hint-leads-outside = Replace the link by the file itself
store-hint-duplicate = Take one of the two lines out of project.ron
store-hint-other-text = Find the text with the hash that this file gives, or the annotations that belong to this text. The file stays as it is
store-hint-unknown-document = Add the text to the project, or move this file elsewhere. It stays as it is
store-hint-wrong-place = Move the file to where it belongs, or correct the line. It stays as it is
store-hint-record = This record is left out. Correct its line and open the project again; a copy of the file is kept before it is next written
store-hint-truncated = The end is missing, as after an interrupted copy. Get the file again, or restore it from a backup or from git
store-hint-ron = Correct this place, or restore the file from a backup or from git. It stays as it is
store-hint-too-old = The file stays as it is; a version of the program that knows its format can open it
store-hint-too-new = Update the program; the file stays as it is
store-hint-too-large = Split it
store-hint-no-project = Choose the folder that holds project.ron, or make a new project from texts
store-hint-no-repository = Make one with git init, or give the folder of a project that is in one
store-hint-journal-torn = Nothing needs to be done: a step that was acknowledged is never on a cut line
store-hint-journal = The other steps are taken in, and the journal is kept under .sententia/set-aside before it is next written
store-hint-journal-behind = Both versions of a record are kept, to be chosen from; of anything else the file is right. The journal is kept under .sententia/set-aside
store-hint-journal-altered = Restore the journal from a backup, or, if you changed the line on purpose, take away what follows the last two slashes
store-hint-cannot-write = Check that the disk is not full and that you may write there; it is tried again by itself
store-hint-read-only = Use “Save as…” to go on in a folder of your own
store-hint-held = Close it there, or label under another name
store-hint-held-stale = If that program has ended, take the work over; sententia lock does the same
store-hint-released = Open it for writing
store-hint-not-held = Nothing needs to be done
store-hint-changed-elsewhere = Nothing needs to be done: what was changed on both sides is kept in both versions
store-hint-kept-aside = Compare the two, and bring over by hand what is missing
store-hint-field-differs = The other version is kept under .sententia/set-aside
store-hint-no-backup = sententia backup list names those there are
store-hint-backup-broken = Nothing was changed. Choose another backup
store-hint-protected = Put right what was said when the project was opened, then open it again
store-hint-not-empty = Choose a new or an empty folder
store-hint-already-project = Open it, or choose another folder
store-hint-report = Please report this: it is a fault of the program
store-hint-cancelled = Nothing was changed
store-hint-settings = The usual settings are used; the old file is kept beside as settings.broken.ron

store-refused-unreadable = Cannot be read: { $detail }
store-refused-binary = Is not a text
store-refused-empty = Is empty
store-refused-duplicate = Is the same as { $detail }
store-refused-too-large = Is larger than 256 MB
store-refused-unsupported = Is neither .txt nor .md

progress-listing = Looking for files
progress-survey = Looking at the texts
progress-copy = Copying
progress-texts = Reading the texts
progress-annotations = Reading the annotations
progress-journal = Reading the journal
progress-comparing = Comparing the texts
progress-import = Reading
progress-export = Writing

step-annotator = list { $detail }

# The schema
command-file-schema = Schema…
schema-title = Schema
schema-import = Import…
schema-undo = Undo
schema-redo = Redo
schema-labels = Labels
schema-links = Links
schema-more = More
schema-document = About the document
schema-targets = Targets
schema-targets-hint = What a record may be about. Shared by all texts.
schema-new-label = New label
schema-new-link = New link
schema-new-question = New question
schema-new-value = New answer
schema-new-target = New target
schema-add = Add
schema-name = Name
schema-help = Help
schema-key = Key
schema-tier = Shown
schema-tier-core = Always
schema-tier-extension = When switched on
schema-tier-resolution = For outcomes
schema-color = Color
schema-color-named = Color { $color }
schema-color-own = Own color
schema-color-pale = This color is hard to see on light or on dark paper.
schema-pattern = Line
schema-pattern-solid = solid
schema-pattern-dots = dots
schema-pattern-dashes = dashes
schema-pattern-wave = wave
schema-pattern-double = double
schema-pattern-margin = in the margin
schema-label-used = { $id } · { $count ->
    [0] no records
    [one] 1 record
   *[other] { $count } records
}
schema-link-used = { $id } · { $count ->
    [0] no links
    [one] 1 link
   *[other] { $count } links
}
schema-merge = Merge into…
schema-split = Split…
schema-label-remove = Delete label
schema-link-remove = Delete link
schema-clash = The key “{ $key }” is taken: { $other } has it too.
schema-questions = Questions
schema-question-name = Question
schema-question-help = Help on the question
schema-kind = Kind of answer
schema-kind-flag = yes or no
schema-kind-one = one of several
schema-kind-ordinal = one of a scale
schema-kind-several = several of them
schema-kind-number = number
schema-kind-date = date
schema-kind-interval = from date to date
schema-kind-text = words
schema-kind-target = target
schema-default = Without an answer
schema-required = Must be answered
schema-min = At least
schema-max = At most
schema-values = Answers
schema-value = Answer { $number }
schema-up = Move { $name } up
schema-down = Move { $name } down
schema-remove = Remove { $name }
schema-remove-target = Remove
schema-target-name = Name of the target { $name }
schema-most = At most from one record
schema-symmetric = Means the same in both directions
schema-from = From
schema-to = To
schema-bar = The label bar
schema-import-title = Import a schema
schema-import-from = From
schema-import-file = a file
schema-import-path = File or project folder
schema-import-pick = Which schema?
schema-import-hint = A project of Sententia, annotation.conf of brat, layers or tag sets of INCEpTION (JSON), labels of doccano (JSON), the interface of Label Studio (XML).
schema-import-found = { $program }: { $labels ->
    [one] 1 label
   *[other] { $labels } labels
}, { $links ->
    [0] no links
    [one] 1 link
   *[other] { $links } links
}: { $names }
schema-import-left = { $count ->
    [one] Not taken: 1 thing
   *[other] Not taken: { $count } things
}
schema-import-add = Add to this schema
schema-import-replace = Replace this schema
schema-import-do = Import
files-schemas = Schemas
left-key = The key of { $what }: only one free letter marks a label
left-group = { $what }: a heading without records
left-rule = { $what }: a rule on overlaps
left-link = The link { $what }: its ends are not labels
left-question = The question { $what }: its kind is not known here
left-unasked = The question { $what }: no label asks it
left-end = { $what }: no label of that name
left-layer = The layer { $what }: neither spans nor relations, or made by a machine
left-tag = <{ $what }>: not for texts
split-title = Split the label
split-how = How
split-by = By the answer to “{ $question }”
split-by-hint = Each answer becomes a label. Records without an answer keep theirs.
split-by-hand = By hand: a new label for records chosen here
split-name = Name of the new label
split-no-records = No record has this label.
split-go-on = Go on…
impact-title = This change touches records
impact-sentence = It concerns { $records } of { $annotators } in { $documents }.
impact-nothing = No record is concerned.
impact-records = { $count ->
    [one] 1 record
   *[other] { $count } records
}
impact-annotators = { $count ->
    [one] 1 annotator
   *[other] { $count } annotators
}
impact-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
impact-removed = { $count ->
    [one] 1 record goes, with its answers and links
   *[other] { $count } records go, with their answers and links
}
impact-links = { $count ->
    [one] 1 link goes
   *[other] { $count } links go
}
impact-lost = { $count ->
    [one] 1 answer goes
   *[other] { $count } answers go
}
impact-relabelled = { $count ->
    [one] 1 record gets another label
   *[other] { $count } records get another label
}
impact-changed = { $count ->
    [one] 1 answer is written in the new way
   *[other] { $count } answers are written in the new way
}
impact-absorbed = { $count ->
    [one] 1 answer becomes the label
   *[other] { $count } answers become the label
}
impact-incomplete = { $count ->
    [one] 1 record lacks a required answer from then on
   *[other] { $count } records lack a required answer from then on
}
impact-reread = { $count ->
    [one] 1 record without an answer means something else from then on
   *[other] { $count } records without an answer mean something else from then on
}
impact-twins = { $count ->
    [one] 1 record marks the same words as another with the same label; both stay
   *[other] { $count } records mark the same words as another with the same label; all stay
}
impact-places = Where
impact-quote = “{ $words }”
impact-more = { $count ->
    [one] and 1 more
   *[other] and { $count } more
}
impact-undo = One step: Undo brings everything back.
impact-apply = Apply
touch-removed = goes
touch-answer-lost = loses an answer
touch-link-lost = loses a link
touch-relabelled = gets another label
touch-answer-changed = answer written anew
touch-incomplete = lacks an answer
touch-reread = means something else
reform-too-many-links = { $what } records have more links than that. Remove some of them first.
reform-nothing-to-split = There is nothing to split.
fault-no-name = { $what } needs a name.
fault-same-id = { $what } is there twice.
fault-no-choices = { $what } needs at least one answer to choose from.
fault-limits-cross = { $what }: the least is more than the most.
fault-default-unfit = { $what }: what an absent answer means does not fit its kind.
fault-no-ends = { $what } must lead from a label to a label.
fault-unknown-end = There is no label { $what }.
step-schema = change { $detail } in the schema
step-targets = targets: { $detail }
step-schema-remove = delete { $detail } from the schema
step-schema-merge = merge into { $detail }
step-schema-split = split { $detail }
step-schema-import = import the schema { $detail }
store-still-used = { $count } records of others would no longer be known to the schema
store-hint-still-used = Change the schema instead: then their records are carried along
store-no-schema = “{ $path }” is no schema that is known
store-hint-no-schema = Choose a project, or a configuration of brat, INCEpTION, doccano or Label Studio

cli-schema-about = Print the schema, or take in another one
cli-schema-usage = sententia schema [options] [PROJECT]
cli-schema-more = A schema printed into a .ron file can be taken in again. From other programs: annotation.conf of brat, layers or tag sets of INCEpTION (JSON), labels of doccano (JSON), the interface of Label Studio (XML).
cli-schema-from = Take in the schema of this project or file, adding it to the one there is
cli-schema-annotator = Who does it; whose list of steps it stands in
cli-schema-replace = Take it in the place of the one there is
cli-schema-yes = Also where records are touched
cli-schema-done = { $count ->
    [0] Done. No record was touched
    [one] Done. 1 record was carried along
   *[other] Done. { $count } records were carried along
}
cli-schema-asks = { $count ->
    [one] Nothing was done: 1 record would be touched. With --yes it is
   *[other] Nothing was done: { $count } records would be touched. With --yes they are
}
