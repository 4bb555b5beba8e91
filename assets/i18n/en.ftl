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
