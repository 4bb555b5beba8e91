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

### Menus and commands

menu-file = File
menu-edit = Edit
menu-mark = Mark
menu-go = Go
menu-view = View
menu-help = Help
menu-labels = Further labels

command-file-open = Open project…
command-file-open-file = Open project or corpus file…
command-file-new = New project from texts…
command-file-new-folder = New project from a folder…
command-file-sample = Try the sample
command-file-document = About this document…
command-file-export = Export…
command-file-save-as = Save as…
command-file-save-copy = Save a copy…
command-file-close = Close project
command-file-quit = Quit
command-edit-undo = Undo
command-edit-redo = Redo
command-of-step = { $command }: { $step }
command-edit-copy = Copy words
command-edit-record = Answer the question
command-edit-withdraw = Withdraw the answer
command-edit-remove = Remove record
command-mark-again = Mark with the last label
command-mark-arm = Arm the last label
command-mark-fragment = Add words to the last record
command-mark-end-grow = End one word later
command-mark-end-shrink = End one word earlier
command-mark-start-grow = Start one word earlier
command-mark-start-shrink = Start one word later
command-mark-question-down = Next question
command-mark-question-up = Previous question
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
command-go-next-document = Next document
command-go-previous-document = Previous document
command-go-back = Back where I was
command-go-filter = Filter documents
command-go-palette = Find or do anything
command-go-panel = Next panel
command-view-documents = Documents
command-view-inspector = Inspector
command-view-guidelines = Guidelines
command-view-larger = Larger text
command-view-smaller = Smaller text
command-view-usual-size = Usual text size
command-view-serif = Serif or sans
command-view-wider = Wider lines
command-view-narrower = Narrower lines
command-view-tags = Tags under records
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
saved-saving = saving…
saved-saving-hint = Every edit is in the journal; the annotation files follow
saved-failed = not saved
saved-read-only = read only

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

page-name = Page
page-text = Text
page-scroll-bar = Scroll bar
page-empty = Choose a document at the left
page-length = { $count } words
page-link-prompt = “{ $link }” what? A letter chooses, a click too; Enter takes the words at the caret; Esc leaves

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
inspector-next = Next
inspector-who = { $who }, { $when }
inspector-status = status
inspector-first = Move with the arrows or drag over words, then press { $keys }
meta-author = author
meta-date = date
meta-genre = genre
meta-language = language
meta-url = address
meta-file = file
meta-encoding = encoding

targets-search = Target…
targets-none = Type a name to add a target
targets-add = Add “{ $name }”

record-name = { $tag }: “{ $quote }”
value-yes = yes
value-no = no
interval-from = from { $date }
interval-to = until { $date }
interval-from-name = { $name }, from
interval-to-name = { $name }, to
date-day = { $day } { $month } { $year }
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
step-remove = remove { $detail }
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
step-target = target { $detail }
step-guidelines = guidelines
step-add-texts = add texts

job-open = Opening the project
job-sample = Making the sample
job-create = Making the project
job-add-texts = Adding texts
job-export = Exporting
job-cancel = Cancel
pick-project = Open a project
pick-file = Open a project or corpus file
pick-texts = Choose texts
pick-save-as = Save the project as
pick-save-copy = Save a copy of the project
texts-added = The texts are in the project
saved-as = Saved as { $path }
saved-copy = A copy is in { $path }
annotator-set = { $who } labels now
exported = Exported to { $path }
sample-nowhere = There is no folder for the sample: the system names none for programs’ data
schema-unknown = There is no schema “{ $id }”
format-unknown = There is no format “{ $id }”
