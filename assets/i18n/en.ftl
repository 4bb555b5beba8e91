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
path-list = Folders and files
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
palette-list = What was found
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
import-nothing-hint = Texts are files whose names end in .txt or .md
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
import-create = Create project
import-add =
    { $count ->
        [one] Add 1 text
       *[other] Add { $shown } texts
    }

export-title = Export
export-format = Format
export-documents = Documents
export-all = All
export-done = Done
export-this = This one
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
export-no-losses = This format holds everything
export-to = To
export-pick = Where is the export to be written?
export-is-folder = This is a folder; give the name of a file
export-replaces = The file is there already and will be replaced
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
