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

trouble-unanswered = « { $detail } » attend une réponse
trouble-unknown-label = Le schéma ne connaît pas l’étiquette « { $detail } »
trouble-unknown-attribute = L’étiquette n’a pas d’attribut « { $detail } »
trouble-wrong-value = La réponse à « { $detail } » ne convient pas à la question
trouble-unknown-target = Le projet ne connaît pas la cible « { $detail } »
trouble-bad-range = La place de ce repère « { $detail } » n’est pas dans le texte
trouble-duplicate-span = Un autre repère « { $detail } » couvre les mêmes mots
trouble-unknown-link-kind = Le schéma ne connaît pas le lien « { $detail } »
trouble-link-without-end = Un lien « { $detail } » mène à un repère absent
trouble-link-not-allowed = Le schéma ne permet pas « { $detail } » entre ces étiquettes
trouble-too-many-links = Il part de ce repère plus de liens « { $detail } » que le schéma n’en permet

### Menus and commands

menu-file = Fichier
menu-edit = Édition
menu-mark = Marquer
menu-go = Aller
menu-view = Affichage
menu-help = Aide
menu-labels = Autres étiquettes

command-file-open = Ouvrir un projet…
command-file-open-file = Ouvrir un fichier de projet ou de corpus…
command-file-new = Nouveau projet à partir de textes…
command-file-new-folder = Nouveau projet à partir d’un dossier…
command-file-sample = Essayer l’exemple
command-file-document = À propos de ce document…
command-file-export = Exporter…
command-file-save-as = Enregistrer sous…
command-file-save-copy = Enregistrer une copie…
command-file-close = Fermer le projet
command-file-quit = Quitter
command-edit-undo = Annuler
command-edit-redo = Rétablir
command-of-step = { $command } : { $step }
command-edit-copy = Copier les mots
command-edit-record = Répondre à la question
command-edit-withdraw = Retirer la réponse
command-edit-remove = Supprimer le repère
command-mark-again = Marquer avec la dernière étiquette
command-mark-arm = Armer la dernière étiquette
command-mark-fragment = Ajouter des mots au dernier repère
command-mark-end-grow = Fin un mot plus loin
command-mark-end-shrink = Fin un mot plus tôt
command-mark-start-grow = Début un mot plus tôt
command-mark-start-shrink = Début un mot plus loin
command-mark-question-down = Question suivante
command-mark-question-up = Question précédente
command-mark-to-do = Document à faire
command-mark-in-progress = Document en cours
command-mark-done = Document fini
command-caret-forward = Unité suivante
command-caret-back = Unité précédente
command-caret-down = Ligne suivante
command-caret-up = Ligne précédente
command-caret-stretch-forward = Étendre en avant
command-caret-stretch-back = Étendre en arrière
command-caret-stretch-down = Étendre vers le bas
command-caret-stretch-up = Étendre vers le haut
command-caret-page-down = Page suivante
command-caret-page-up = Page précédente
command-caret-start = Début du texte
command-caret-end = Fin du texte
command-unit-grow = Unité plus grande
command-unit-shrink = Unité plus petite
command-unit-character = Par caractère
command-unit-word = Par mot
command-unit-clause = Par proposition
command-unit-sentence = Par phrase
command-unit-paragraph = Par paragraphe
command-go-text = Retour au texte
command-go-next-record = Repère suivant
command-go-previous-record = Repère précédent
command-go-next-incomplete = Repère incomplet suivant
command-go-previous-incomplete = Repère incomplet précédent
command-go-next-document = Document suivant
command-go-previous-document = Document précédent
command-go-back = Revenir où j’étais
command-go-filter = Filtrer les documents
command-go-palette = Chercher ou tout faire
command-go-panel = Panneau suivant
command-view-documents = Documents
command-view-inspector = Inspecteur
command-view-guidelines = Consignes
command-view-larger = Texte plus grand
command-view-smaller = Texte plus petit
command-view-usual-size = Taille habituelle
command-view-serif = Avec ou sans empattements
command-view-wider = Lignes plus longues
command-view-narrower = Lignes plus courtes
command-view-tags = Noms sous les repères
command-view-extension = Étiquettes et questions complémentaires
command-view-resolution = Questions sur l’issue
command-view-theme = Clair ou sombre
command-view-system-theme = Thème du système
command-view-english = English
command-view-french = Français
command-help-keys = Touches
command-help-coach = Premiers pas
command-help-problems = Problèmes
command-help-about = À propos de Sententia

### Keys

keys-not-read = Le fichier de touches ne se lit pas : { $error }
keys-unknown-command = Le fichier de touches nomme une commande inconnue : { $id }
keys-unknown-key = « { $key } » n’est pas une touche (pour { $id })
key-ctrl = Ctrl
key-alt = Alt
key-shift = Maj
key-enter = Entrée
key-escape = Échap
key-delete = Suppr
key-backspace = Retour arr.
key-page-up = Page préc.
key-page-down = Page suiv.
key-home = Début
key-end = Fin
key-space = Espace

### The window

topbar-find = Chercher ou tout faire…
topbar-annotator = Qui annote
saved-yes = enregistré ✓
saved-yes-hint = Chaque modification est sur le disque
saved-saving = enregistrement…
saved-saving-hint = Chaque modification est dans le journal ; les fichiers d’annotation suivent
saved-failed = non enregistré
saved-read-only = lecture seule

documents-title = Documents
documents-filter = Filtrer…
documents-none = Aucun document ne convient
documents-row = { $title }, { $status }, { $count ->
    [one] { $count } repère
   *[other] { $count } repères
}
status-all = Tous
status-to-do = À faire
status-in-progress = En cours
status-done = Finis

page-name = Page
page-text = Texte
page-scroll-bar = Barre de défilement
page-empty = Choisissez un document à gauche
page-length = { $count } mots
page-link-prompt = « { $link } » quoi ? Une lettre choisit, un clic aussi ; Entrée prend les mots au curseur ; Échap annule

unit-character = caractère
unit-word = mot
unit-clause = proposition
unit-sentence = phrase
unit-paragraph = paragraphe
foot-unit = unité : { $unit }
foot-records = { $count ->
    [one] { $count } repère
   *[other] { $count } repères
}
foot-incomplete = { $count ->
    [one] { $count } incomplet
   *[other] { $count } incomplets
}
foot-position-hint = Position en points de code, comme compte Python

inspector-quote = « { $quote } »
inspector-open = Attend une réponse
inspector-date-hint = 2031, 2031-06 ou 2031-06-15
inspector-choose-target = Choisir une cible
inspector-links = liens
inspector-add-link = + { $link }
inspector-unlink = Supprimer ce lien
inspector-note = note
inspector-note-hint = Écrire une note…
inspector-remove = Supprimer
inspector-next = Suivant
inspector-who = { $who }, { $when }
inspector-status = état
inspector-first = Allez aux mots avec les flèches, ou glissez dessus, puis tapez { $keys }
meta-author = auteur
meta-date = date
meta-genre = genre
meta-language = langue
meta-url = adresse
meta-file = fichier
meta-encoding = encodage

targets-search = Cible…
targets-none = Tapez un nom pour ajouter une cible
targets-add = Ajouter « { $name } »

record-name = { $tag } : « { $quote } »
value-yes = oui
value-no = non
interval-from = à partir de { $date }
interval-to = jusqu’à { $date }
interval-from-name = { $name }, de
interval-to-name = { $name }, à
date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre

refusal-no-document = Aucun document n’est ouvert

step-mark = marquer { $detail }
step-remove = supprimer { $detail }
step-answer = répondre à { $detail }
step-relabel = changer en { $detail }
step-reshape = déplacer les bords de { $detail }
step-extend = ajouter des mots à { $detail }
step-note = note sur { $detail }
step-link = lier { $detail }
step-unlink = supprimer le lien { $detail }
step-status = état de { $detail }
step-document-label = répondre à { $detail }
step-meta = à propos de { $detail }
step-target = cible { $detail }
step-guidelines = consignes
step-add-texts = ajouter des textes

job-open = Ouverture du projet
job-sample = Préparation de l’exemple
job-create = Création du projet
job-add-texts = Ajout des textes
job-export = Exportation
job-cancel = Annuler
pick-project = Ouvrir un projet
pick-file = Ouvrir un fichier de projet ou de corpus
pick-texts = Choisir des textes
pick-save-as = Enregistrer le projet sous
pick-save-copy = Enregistrer une copie du projet
texts-added = Les textes sont dans le projet
saved-as = Enregistré sous { $path }
saved-copy = Une copie est dans { $path }
annotator-set = { $who } annote maintenant
exported = Exporté dans { $path }
sample-nowhere = Pas de dossier pour l’exemple : le système n’en nomme aucun pour les données des programmes
schema-unknown = Il n’y a pas de schéma « { $id } »
format-unknown = Il n’y a pas de format « { $id } »
