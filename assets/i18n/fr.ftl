### Model

refusal-empty-range = Rien n’est sélectionné
refusal-outside-text = La sélection n’est pas dans le texte
refusal-duplicate = Les mêmes mots portent déjà cette étiquette
refusal-unknown-label = Le schéma ne connaît pas cette étiquette
refusal-unknown-record = Ce repère n’existe plus
refusal-wrong-value = Cette réponse ne convient pas à la question
refusal-link-not-allowed = Le schéma ne permet pas ce lien ici
refusal-link-to-itself = Un lien unit deux repères différents
refusal-link-exists = Ce lien existe déjà

trouble-unanswered = « { $detail } » attend une réponse
trouble-unknown-label = Le schéma ne connaît pas l’étiquette « { $detail } »
trouble-unknown-attribute = L’étiquette n’a pas d’attribut « { $detail } »
trouble-wrong-value = La réponse à « { $detail } » ne convient pas à la question
trouble-unknown-target = Le projet ne connaît pas la cible « { $detail } »
trouble-bad-range = La place de ce repère « { $detail } » n’est pas dans le texte
trouble-duplicate-span = Un autre repère « { $detail } » couvre les mêmes mots
trouble-unknown-link-kind = Le schéma ne connaît pas le lien « { $detail } »
trouble-link-without-end = Un lien « { $detail } » mène à un repère absent
trouble-link-not-allowed = Le schéma ne permet pas « { $detail } » entre ces étiquettes
trouble-too-many-links = Il part de ce repère plus de liens « { $detail } » que le schéma n’en permet
