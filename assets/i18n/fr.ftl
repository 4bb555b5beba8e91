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
trouble-two-versions = Une fusion a laissé deux versions de ce repère « { $detail } » : supprimez l’une des deux
trouble-removed-elsewhere = Ce repère « { $detail } » a été supprimé de l’autre côté d’une fusion : supprimez-le, ou gardez cette version
trouble-two-answers = Une fusion a laissé deux réponses à « { $detail } » : répondez de nouveau
trouble-without-place = « { $detail } » n’a pas de place dans le texte révisé
trouble-unconfirmed = Marquait « { $detail } » avant la révision du texte : est-ce la bonne place ?

### Menus and commands

menu-file = Fichier
menu-edit = Édition
menu-mark = Marquer
menu-go = Aller
menu-view = Affichage
menu-help = Aide
menu-text = Mise en forme du texte
menu-labels = Autres étiquettes

command-file-open = Ouvrir un projet…
command-file-open-file = Ouvrir un fichier de projet ou de corpus…
command-file-new = Nouveau projet à partir de textes…
command-file-new-folder = Nouveau projet à partir d’un dossier…
command-file-sample = Essayer l’exemple
command-file-document = À propos de ce document…
command-file-revise = Réviser le texte…
command-file-paste = Ajouter un texte du presse-papiers…
command-file-comments = Découper en commentaires…
command-file-backups = Sauvegardes…
command-file-export = Exporter…
command-file-save-as = Enregistrer sous…
command-file-save-copy = Enregistrer une copie…
command-file-close = Fermer le projet
command-file-quit = Quitter
command-edit-undo = Annuler
command-edit-redo = Rétablir
command-edit-history = Historique
command-edit-settings = Réglages…
command-of-step = { $command } : { $step }
command-edit-copy = Copier les mots
command-edit-copy-marked = Copier avec les repères
command-edit-menu = Menu au curseur
command-edit-record = Répondre à la question
command-edit-withdraw = Retirer la réponse
command-edit-remove = Supprimer le repère
command-edit-place = Placer ici le prochain repère sans place
command-find-open = Chercher dans le texte
command-find-next = Occurrence suivante
command-find-previous = Occurrence précédente
command-find-here = Chercher ces mots
command-find-label-all = Étiqueter toutes les occurrences…
command-mark-again = Marquer avec la dernière étiquette
command-mark-arm = Armer la dernière étiquette
command-mark-fragment = Ajouter des mots au dernier repère
command-mark-end-grow = Fin un mot plus loin
command-mark-end-shrink = Fin un mot plus tôt
command-mark-start-grow = Début un mot plus tôt
command-mark-start-shrink = Début un mot plus loin
command-mark-question-down = Question suivante
command-mark-question-up = Question précédente
command-mark-keep-version = Garder cette version
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
command-caret-sentence = Sélectionner la phrase
command-caret-paragraph = Sélectionner le paragraphe
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
command-go-records-here = Repères à cet endroit…
command-go-next-document = Document suivant
command-go-previous-document = Document précédent
command-go-back = Revenir où j’étais
command-go-forward = Repartir en avant
command-go-position = Aller à une position
command-go-filter = Filtrer les documents
command-go-palette = Chercher ou tout faire
command-go-panel = Panneau suivant
command-view-documents = Documents
command-view-inspector = Inspecteur
command-view-guidelines = Consignes
command-view-larger = Texte plus grand
command-view-smaller = Texte plus petit
command-view-usual-size = Taille habituelle
command-view-reading = Police de lecture…
command-view-serif = Avec ou sans empattements
command-view-wider = Lignes plus longues
command-view-narrower = Lignes plus courtes
command-view-looser = Interligne plus grand
command-view-tighter = Interligne plus petit
command-view-focus-mode = Mode concentration
command-view-paragraph-numbers = Numéros de paragraphe
command-view-line-numbers = Numéros de ligne
command-view-overview = Vue d’ensemble en marge
command-view-tags = Noms sous les repères
command-view-links = Liens de tous les repères
command-view-show = Montrer…
command-view-show-all = Montrer tous les repères
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
saved-saving-hint = Chaque modification est dans le journal ; les fichiers d’annotation suivent
saved-failed = non enregistré
saved-read-only = lecture seule

reading-title = Lecture
reading-find = Chercher une police
reading-missing = « { $family } » n’est pas sur cet ordinateur ; Noto Serif la remplace
reading-size = Taille
reading-line-height = Interligne
reading-measure = Longueur des lignes
reading-points = { $number } pt
reading-characters = { $count } caractères
reading-more = Plus : { $what }
reading-less = Moins : { $what }
reading-use = Utiliser
reading-specimen = Portez ce vieux whisky au juge blond qui fume : voilà ce que l’on répète partout depuis des années, et personne ne croit plus qu’il le boira.

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

page-text = Texte de « { $title } »
page-scroll-bar = Barre de défilement
page-to-start = Au début du texte
page-place = ¶ { $paragraph } sur { $paragraphs } · { $percent } %
focus-armed = La sélection devient { $label }
focus-leave = Quitter le mode concentration
page-empty = Choisissez un document à gauche
page-length = { $count } mots
page-more = Autres repères ici :
page-link-prompt = « { $link } » quoi ? Une lettre choisit, un clic aussi ; Entrée prend les mots au curseur ; Échap annule

find-field = Chercher dans le texte
find-hint = Chercher…
find-at = { $n } sur { $count }
find-hits = { $count } { $hits ->
    [one] occurrence
   *[other] occurrences
}
find-hit = Occurrence { $n } : « { $words } »
find-none = Introuvable
find-exact = Casse et accents comme tapés
find-whole-words = Mots entiers seulement
find-close = Fermer

find-label-all = Étiqueter tout…
label-all-title = Étiqueter toutes les occurrences
label-all-hits = « { $words } » : { $count } { $hits ->
    [one] occurrence
   *[other] occurrences
}, une seule étape à annuler
label-all-carried = { $count } { $hits ->
    [one] occurrence porte
   *[other] occurrences portent
} déjà cette étiquette
label-all-too-many = Une étape ne crée pas plus de { $most } repères
label-all-do = Étiqueter { $count } { $hits ->
    [one] occurrence
   *[other] occurrences
}
label-all-done = { $count } { $hits ->
    [one] repère créé
   *[other] repères créés
}, une seule étape à annuler

position-go = Aller à
position-field = Aller à un paragraphe, une ligne ou un caractère
position-hint = 12 ou ¶ 12, l 40, @1432, 50 %, ou l’identifiant d’un repère
position-unknown = Ce n’est pas une place du texte
position-back = Revenir où j’étais
position-paragraph = ¶ { $n } sur { $of }
position-line = Ligne { $n } sur { $of }
position-character = Caractère { $n } sur { $of }
position-share = { $share } % du texte
position-paragraphs = Il y a { $count ->
    [one] { $of } paragraphe
   *[other] { $of } paragraphes
}
position-lines = Il y a { $count ->
    [one] { $of } ligne
   *[other] { $of } lignes
}
position-characters = Il y a { $count ->
    [one] { $of } caractère
   *[other] { $of } caractères
}

copy-source = — { $source } ({ $file }, { $start }–{ $end })

menu-title = Menu du texte
menu-relabel = Changer en
menu-others = Autres repères ici
menu-link = Lien : { $link }
menu-find = Chercher « { $words } »

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
foot-orphans = { $count } sans place
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
inspector-text-changed = Un autre programme a modifié le fichier de ce texte. Le texte annoté a été gardé ; rien ne bouge tout seul.
inspector-was = Avant la révision du texte : « { $words } »
inspector-confirm = C’est la bonne place
orphans-title = { $count ->
    [one] 1 repère sans place
   *[other] { $count } repères sans place
}
orphans-hint = Sélectionnez dans le texte les mots qu’il doit marquer, puis placez-le ici ; ou abandonnez-le.
orphans-more = et { $count } de plus
orphan-place-here = Placer ici
orphan-place = Placer « { $words } » ici
orphan-place-hint = Sur : { $words }
orphan-drop = Abandonner
orphan-drop-of = Abandonner « { $words } »
orphan-placed = Repère placé
orphan-dropped = Repère abandonné
place-confirmed = Place confirmée
inspector-next = Suivant
inspector-who = { $who }, { $when }
inspector-status = état
inspector-first = Allez aux mots avec les flèches, ou glissez dessus, puis tapez { $keys }
choice-two = Une fusion a laissé deux versions de ce repère. Gardez-en une : tous les liens y mèneront, et l’autre disparaîtra.
choice-removed = Un côté d’une fusion a supprimé ce repère, l’autre l’a modifié ou lié.
choice-this = cette version
choice-other = l’autre version
choice-same = Les deux disent la même chose ; seuls l’auteur ou la date diffèrent
choice-nothing = rien
choice-label = étiquette
choice-words = mots
choice-keep-other = Garder l’autre
choice-show-other = Voir l’autre
choice-keep = Le garder
choice-remove = Le supprimer
choice-link-two = Une autre version de { $link }
choice-link-removed = Supprimé d’un côté d’une fusion
choice-keep-link = Garder ce lien
choice-keep-other-link = Garder l’autre lien
choice-to-choose = { $count ->
    [one] Une fusion a laissé un repère à choisir
   *[other] Une fusion a laissé { $count } repères à choisir
}
choice-go = Aller au premier
choice-answers = Une fusion a laissé deux réponses
choice-keep-answer = Garder { $answer }
choice-take-answer = Prendre { $answer }
inspector-hidden = Caché dans la page par ce qui est choisi sous Montrer
inspector-reading = Repère de { $who }, en lecture
inspector-reading-hint = La touche d’une étiquette marque les mêmes mots pour vous
records-here = { $count ->
    [one] { $count } repère ici
   *[other] { $count } repères ici
}
records-none = Aucun repère ici
record-of = { $who } : { $record }
shown-title = Montrer
shown-all = Tout montrer
shown-now = Montre { $what }
shown-labels = { $count } étiquettes sur { $all }
shown-complete-only = seulement les complets
shown-incomplete-only = seulement les incomplets
shown-not-mine = pas les miens
shown-with = avec { $who }
shown-answers = Réponses
shown-complete = Complets
shown-incomplete = Incomplets
shown-annotators = Annotateurs
shown-me = { $who } (vous)
shown-nobody = Personne d’autre n’a annoté ce document
shown-only = seule
shown-only-hint = Seulement { $label }
meta-author = auteur
meta-date = date
meta-genre = genre
meta-language = langue
meta-url = adresse
meta-file = fichier
meta-encoding = encodage
meta-kept = gardé pour

targets-search = Cible…
targets-none = Tapez un nom pour ajouter une cible
targets-add = Ajouter « { $name } »

record-incomplete = { $tag }, incomplet
record-open = { $count ->
    [one] reste à répondre : { $names }
   *[other] { $count } questions sans réponse : { $names }
}
record-name = { $tag } : « { $quote } »
record-link-to = { $kind } : « { $quote } »
record-link-from = { $kind }, depuis « { $quote } »
record-made = par { $who }
value-yes = oui
value-no = non
interval-from = à partir de { $date }
interval-to = jusqu’à { $date }
interval-from-name = { $name }, de
interval-to-name = { $name }, à
date-day = { $day } { $month } { $year }
date-time = { $day }, { $time }
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
step-mark-all = marquer partout { $detail }
step-remove = supprimer { $detail }
step-keep-version = garder cette version de { $detail }
step-revise = réviser le texte { $detail }
step-place = placer { $detail }
step-confirm = confirmer la place de { $detail }
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
step-guidelines = consignes
step-import = importer des textes et des annotations
step-add-texts = ajouter des textes

said-done = { $step }, fait
said-undone = annulé : { $step }
said-redone = rétabli : { $step }
said-step-mark = ajouté : { $detail }
said-step-remove = supprimé : { $detail }
said-step-relabel = désormais { $detail }
said-step-link = lien ajouté : { $detail }
said-step-unlink = lien supprimé : { $detail }
said-answer = { $question } : { $answer }
said-no-answer = sans réponse
said-words = « { $words } »
said-hit = { $which } : « { $words } »
said-complete = complet

job-open = Ouverture du projet
job-sample = Préparation de l’exemple
job-create = Création du projet
job-add-texts = Ajout des textes
job-copy = Copie du projet
job-export = Exportation
job-revise = Comparaison des textes
job-broken = Le travail s’est arrêté par une faute du programme ; rien de ce qui était écrit n’est touché ({ $reason })
job-cancel = Annuler
pick-project = Ouvrir un projet
pick-file = Ouvrir un fichier de projet ou de corpus
pick-corrected = Choisir le texte corrigé
pick-texts = Choisir des textes
pick-save-as = Enregistrer le projet sous
pick-save-copy = Enregistrer une copie du projet
texts-added = Les textes sont dans le projet
saved-copy = Une copie est dans { $path }
annotator-set = { $who } annote maintenant
revised = { $count ->
    [0] { $document } a le texte corrigé
    [one] { $document } a le texte corrigé ; 1 repère attend une place dans l’inspecteur
   *[other] { $document } a le texte corrigé ; { $count } repères attendent une place dans l’inspecteur
}
revise-title = Réviser « { $document } »
revise-n-unmoved = { $count ->
    [one] { $count } inchangé
   *[other] { $count } inchangés
}
revise-n-moved = { $count ->
    [one] { $count } déplacé
   *[other] { $count } déplacés
}
revise-n-changed = { $count ->
    [one] { $count } aux mots modifiés
   *[other] { $count } aux mots modifiés
}
revise-n-ambiguous = { $count ->
    [one] { $count } incertain
   *[other] { $count } incertains
}
revise-n-lost = { $count } sans place
problems-revise = Réviser…
revise-all-carried = Chaque repère est reporté sur les mêmes mots. L’ancien texte reste dans texts/revisions, et l’étape peut être annulée.
revise-hint = Ceux-ci sont incertains. Ce que vous laissez pour plus tard est reporté et marqué jusqu’à votre confirmation ; ce qui n’a pas de place attend dans l’inspecteur. Rien n’est perdu, et l’étape peut être annulée.
revise-waits = Attend, sans place
revise-later = Plus tard
revise-accept = Accepter
revise-place = Place { $number }
revise-decline = Aucune
revise-other-file = Autre fichier…
revise-do = Réviser
revise-same = Le fichier contient le même texte : il n’y a rien à réviser
sample-nowhere = Pas de dossier pour l’exemple : le système n’en nomme aucun pour les données des programmes
schema-unknown = Il n’y a pas de schéma « { $id } »
format-unknown = Il n’y a pas de format « { $id } »

### Command line

cli-heading-usage = Utilisation{"\u00A0"}
cli-heading-commands = Commandes{"\u00A0"}
cli-heading-arguments = Arguments{"\u00A0"}
cli-heading-options = Options{"\u00A0"}

cli-name-project = PROJET
cli-name-path = CHEMIN
cli-name-language = LANGUE
cli-name-out = FICHIER
cli-name-format = FORMAT
cli-name-annotator = ANNOTATEUR
cli-name-document = DOCUMENT
cli-name-tier = NIVEAU
cli-name-schema = SCHÉMA
cli-name-texts = TEXTE
cli-name-name = NOM
cli-name-encoding = CODAGE
cli-name-folder = DOSSIER

cli-arg-path = Ce que la fenêtre doit ouvrir : un dossier de projet, son project.ron, un corpus.ron, un dossier de textes ou un texte
cli-arg-project = Un dossier de projet, son project.ron ou un corpus.ron ; sinon, le dossier où l’on est
cli-arg-json = Répondre par une seule valeur JSON, pour les programmes ; ses clés ne changent pas
cli-arg-help = Montrer cette aide
cli-arg-version = Montrer la version
cli-arg-language = La langue du programme : en ou fr ; sinon, celle de l’environnement

cli-program-about = Sententia : surligner prises de position et prédictions dans des textes, et enregistrer le corpus annoté pour l’apprentissage.
cli-program-usage = sententia [options] [CHEMIN]
    {"  "}sententia COMMANDE …
cli-program-more =
    Sans commande, la fenêtre s’ouvre. Chaque commande a sa propre aide : sententia new --help.

    Fichiers d’un projet :
    {"  "}project.ron                  nom, schéma, cibles, annotateurs, documents
    {"  "}guidelines.md                comment annoter
    {"  "}texts/                       les textes tels qu’ils sont venus, inchangés
    {"  "}annotations/QUI/TEXTE.ron    les repères de chaque annotateur, un par ligne
    {"  "}history/QUI.journal          chaque geste, pour que rien ne se perde et que tout s’annule
    {"  "}.sententia/                  ce qui peut se refaire à tout moment

    Environnement :
    {"  "}LC_ALL, LC_MESSAGES, LANG    la langue du programme
    {"  "}NO_COLOR                     pas de couleurs dans un terminal
    {"  "}DISPLAY, WAYLAND_DISPLAY     où s’ouvre la fenêtre ; aucune commande n’en a besoin

    Codes de sortie : 0 tout va bien, 1 des problèmes ont été trouvés, 2 mauvais usage, lecture ou écriture impossible.

    Exemples :
    {"  "}sententia sample debat                un projet achevé à regarder, contrôlé et exporté
    {"  "}sententia new etude textes/           un projet tiré d’un dossier de textes
    {"  "}sententia etude                       l’annoter dans la fenêtre
    {"  "}sententia check etude                 voir ce qui manque ou cloche, avec fichier et ligne
    {"  "}sententia export etude corpus.ron     le corpus annoté en un fichier

cli-new-about = Faire un projet à partir de textes
cli-new-usage = sententia new [options] PROJET TEXTE…
cli-new-more =
    Les textes sont des fichiers .txt et .md, ou des dossiers qui en contiennent, dans n’importe quel codage. Ils sont
    copiés tels quels ; ce qui est illisible, vide ou en double est énuméré avec la raison, et le code de sortie est 1.
    À partir d’un corpus.ron, le projet est fait avec tout son contenu.

    Schémas : stance-prediction, argument, ten-stances, empty.
cli-new-to = Le dossier à créer ; il doit être nouveau ou vide
cli-new-texts = Des textes, des dossiers de textes, ou un corpus.ron
cli-new-schema = Ce qui s’annote : stance-prediction (par défaut), argument, ten-stances ou empty
cli-new-name = Le nom du projet ; sinon, celui de son dossier
cli-new-annotator = Qui annote ; peut être donné plusieurs fois
cli-new-encoding = Le codage de tous les textes, par exemple windows-1252 ; sinon, il est deviné pour chacun
cli-new-made = { $count ->
    [one] { $path } est fait, avec un texte
   *[other] { $path } est fait, avec { $count } textes
}
cli-new-guessed = { $text } : lu comme { $encoding }, par supposition ; --encoding en impose un autre
cli-new-next = L’annoter dans la fenêtre : sententia { $path }

cli-check-about = Énumérer tout ce qui cloche dans un projet, avec fichier et ligne
cli-check-usage = sententia check [options] [PROJET]
cli-check-more =
    Le code de sortie est 1 quand quelque chose cloche, et 0 quand des repères sont seulement incomplets.
    Rien n’est modifié.
cli-check-nothing = Rien ne cloche et rien ne manque
cli-check-summary = { $errors ->
    [0] Aucune erreur
    [one] 1 erreur
   *[other] { $errors } erreurs
}, { $warnings ->
    [0] aucun avertissement
    [one] 1 avertissement
   *[other] { $warnings } avertissements
}, { $incomplete ->
    [0] aucune question ouverte
    [one] 1 question ouverte
   *[other] { $incomplete } questions ouvertes
}
cli-severity-note = note
cli-severity-incomplete = incomplet
cli-severity-warning = avertissement
cli-severity-error = erreur

cli-stats-about = Compter textes, repères et réponses
cli-stats-usage = sententia stats [options] [PROJET]
cli-stats-more = Un repère est incomplet quand une question obligatoire y attend sa réponse.
cli-stats-documents = Énumérer aussi chaque document
cli-stats-texts = { $documents } documents, { $sentences } phrases, { $words } mots, { $characters } caractères
cli-stats-records = { $spans } repères, { $links } liens ; { $incomplete ->
    [0] tous complets
    [one] 1 incomplet
   *[other] { $incomplete } incomplets
}
cli-stats-annotators = Annotateurs
cli-stats-labels = Étiquettes et liens
cli-stats-answers = Réponses
cli-stats-each-document = Documents
cli-stats-more-values = { $count } autres
cli-stats-progress = { $done } sur { $total } achevés, { $started } en cours
cli-column-count = repères
cli-column-spans = repères
cli-column-links = liens
cli-column-incomplete = incomplets
cli-column-progress = documents
cli-column-words = mots

cli-export-label = Seulement les repères de cette étiquette ; peut être donné plusieurs fois
cli-export-where = Seulement les documents pour lesquels ceci est vrai, par exemple "author:dupont date>=2010 label:prediction -brouillon"
cli-export-no-datasheet = Ne pas écrire de fiche à côté
cli-name-query = REQUÊTE
cli-name-split = JEUX
cli-name-number = NOMBRE
cli-name-by = PAR
cli-split-sets = Répartir en jeux selon ces parts, par exemple train=80,dev=10,test=10
cli-split-folds = Répartir en tant de jeux de même taille
cli-split-by = Ce qui n’est pas séparé : document, author, thread ou date (alors les documents plus anciens vont aux premiers jeux)
cli-split-stratify = Donner à chaque jeu sa part de chaque étiquette et de chaque choix fait sur les documents
cli-split-seed = Un autre nombre donne d’autres jeux, le même donne les mêmes ; 0 par défaut
cli-split-set = { $count ->
    [one] { $name } : 1 document
   *[other] { $name } : { $count } documents
}
cli-split-no-leaks = Aucun texte, quasi-doublon ni fil ne se trouve dans deux jeux
cli-split-leaks = { $count ->
    [one] Une paire de documents de jeux différents a quelque chose en commun :
   *[other] { $count } paires de documents de jeux différents ont quelque chose en commun :
}
leak-same-text = le même texte
leak-near-text = { $percent } % du texte le plus court est dans l’autre
leak-same-thread = le même fil
cli-error-split = « { $given } » ne nomme pas de jeux
cli-hint-split = Par exemple --split train=80,dev=10,test=10
cli-split-needs-sets = { $option } dit comment faire les jeux, mais aucun jeu n’est demandé
cli-split-empty = Pas assez de documents ; vides : { $names }
cli-error-query = « { $term } » ne peut pas être demandé
cli-hint-query = Les dates s’écrivent 2031, 2031-06 ou 2031-06-15 ; un état est todo, progress ou done
cli-convert-about = Convertir des textes annotés d’un format à un autre
cli-convert-usage = sententia convert [options] CHEMIN… SORTIE
cli-convert-more =
    Ce que sont les fichiers se voit à leur contenu, ce qu’il faut écrire à la terminaison de SORTIE.
    Chaque problème des fichiers et tout ce que l’autre format ne peut pas contenir est dit.

    Formats : voir sententia formats.
cli-convert-paths = Les fichiers ou dossiers à lire (- est l’entrée standard), puis ce qu’il faut écrire (- est la sortie standard)
cli-convert-to = Le format à écrire ; par défaut d’après la terminaison de SORTIE
cli-formats-about = Lister les formats qui se lisent et s’écrivent
cli-formats-usage = sententia formats [options]
cli-formats-more =
    Ce qu’un format ne peut pas contenir est compté et signalé à chaque export ; avec --dry-run, avant d’écrire quoi que ce soit.
cli-formats-name = Format
cli-formats-ways = Sens
cli-formats-both = lu, écrit
cli-formats-in = lu
cli-formats-out = écrit
cli-formats-legend = ● contenu  ○ contenu en partie, ou par convention  – non contenu
holds-overlaps = Recouvrements
holds-fragments = Fragments
holds-attributes = Attributs
holds-links = Liens
holds-notes = Notes
holds-document-labels = Réponses sur le document
holds-metadata = Métadonnées
holds-status = État
holds-annotators = Annotateurs
cli-name-paths = CHEMIN
cli-name-column = NOM=COLONNE
cli-name-label = ÉTIQUETTE
cli-name-way = FAÇON
cli-name-unit = UNITÉ
cli-read-from = Le format à lire ; par défaut, il se voit aux fichiers
cli-read-encoding = L’encodage des textes, si ce qui est deviné est faux
cli-read-column = Quelle colonne ou clé du fichier est text, label, start, end… ; peut être donné plusieurs fois
cli-read-annotator = Qui a fait les repères, si les fichiers ne le disent pas
cli-write-overlaps = Lequel de plusieurs repères sur les mêmes mots est écrit, s’il n’en faut qu’un : longest ou outermost
cli-write-priority = Étiquettes dans l’ordre où elles passent d’abord ; peut être donné plusieurs fois
cli-write-fragments = Repères en plusieurs fragments, s’ils ne peuvent être écrits tels quels : whole, apart ou leave-out
cli-write-words = Repères qui commencent ou finissent dans un mot : cut coupe le mot, widen y étend le repère
cli-write-tags = Étiquettes des mots : iob ou bilou
cli-write-unit = Comment les positions sont comptées, si le format laisse le choix : code-point, utf-16 ou byte
cli-write-dry-run = Ne rien écrire ; dire ce qui serait écrit, laissé de côté ou perdu, et ce que l’on peut choisir
cli-error-column = « { $given } » n’est pas de la forme NOM=COLONNE
cli-hint-column = Par exemple --column text=comment --column label=stance
cli-error-which-format = La terminaison de { $path } n’est celle d’aucun format
cli-error-read = Impossible de lire { $path } : { $reason }
cli-error-not-recognized = On ne voit pas de quel format il s’agit
cli-hint-from = Nommez-le avec --from ; sententia formats les liste
cli-export-about = Écrire les textes annotés dans l’un des formats
cli-export-usage = sententia export [options] [PROJET] [FICHIER]
cli-import-about = Faire entrer des textes dans un projet, avec ce qui en est dit
cli-import-usage = sententia import [options] CHEMIN… --into PROJET
cli-import-more =
    Le projet est créé s’il n’existe pas. Tout ce qui entre forme une seule étape, que l’on peut annuler ; ce qui n’a pas pu être pris est signalé avec son fichier et sa ligne.
    Un texte que le projet possède déjà n’entre pas deux fois : ce qui en est dit s’y ajoute là où son annotateur n’a encore rien dit, sinon il devient un nouveau document.

    Exemple : sententia import essais.zip --into essais
cli-import-files = Les fichiers, dossiers ou fichiers zip à lire ; - est l’entrée standard
cli-import-into = Le dossier du projet
cli-import-schema = Ce que l’on peut annoter dans un nouveau projet, outre ce qui entre : stance-prediction, argument, ten-stances ou empty (par défaut)
cli-import-has-schema = Le projet a déjà son schéma
cli-import-done = Pris dans { $path } : { $documents } documents, { $spans } repères, { $links } liens, en { $layers } couches
cli-import-known = { $text } : le projet possède déjà ce texte, sous le nom { $document }
cli-import-codebook = Un livre de codes apporte des étiquettes et pas de textes : sententia schema PROJET --from FICHIER.qdc --annotator NOM les prend
cli-export-more =
    Ce qui n’est pas choisi est laissé de côté, et compté. Le même projet donne les mêmes octets.
    Plusieurs fichiers vont dans un dossier, ou dans un fichier zip si FICHIER finit par .zip.

    Formats : voir sententia formats. En Rust, sententia::Corpus lit corpus.ron.
cli-export-out = Ce qu’il faut écrire ; - est la sortie standard ; par défaut, corpus.ron dans le dossier courant
cli-export-output = De même
cli-export-format = Le format ; par défaut d’après la terminaison de FICHIER, sinon corpus
cli-export-annotator = Seulement les repères de cet annotateur ; peut être donné plusieurs fois
cli-export-document = Seulement ce document ; peut être donné plusieurs fois
cli-export-tier = Seulement ce niveau du schéma : core, extension ou resolution ; peut être donné plusieurs fois
cli-export-done = Seulement ce que les annotateurs ont déclaré achevé
cli-export-force = Remplacer un fichier, ou un dossier dont tout le contenu vient d’exports ; jamais un projet
cli-export-wrote = { $path } est écrit
cli-export-would = { $path } serait écrit
cli-way = Autres possibilités : { $option } avec { $ways }
cli-way-overlaps = Autres possibilités : { $option } avec { $ways } ; ou --priority avec des étiquettes
cli-error-not-open = --{ $option } n’a pas de sens pour { $format }
cli-hint-open = On peut y choisir { $options }
cli-hint-nothing-open = Il n’y a rien à y choisir
cli-error-several = Cela fait plusieurs fichiers, et la sortie standard n’en prend qu’un
cli-hint-several = Nommez un dossier, ou un fichier zip
cli-export-written = Écrits : { $documents } documents, { $spans } repères, { $links } liens, en { $layers } couches
cli-export-left-out = Laissés de côté : { $documents } documents, { $spans } repères, { $links } liens, { $answers } réponses, en { $layers } couches
format-corpus = Corpus annoté (RON)
format-jsonl = JSON Lines de Sententia
format-brat = brat : textes avec fichiers .ann
format-conll = CoNLL : mots avec étiquettes (IOB2, BILOU)
format-conllu = CoNLL-U : corpus arborés
format-w3c = W3C Web Annotation (JSON-LD)
format-tei = TEI P5 : texte et annotations (XML)
format-stance-tsv = Tableau de positions (SemEval)
format-statements = Énoncés pour l’analyse de réseaux (CSV)
format-graphml = Réseau des positions (GraphML)
format-page = Page à lire et à imprimer (HTML)
format-markdown = Markdown avec notes de bas de page
format-spans-csv = Tableau des repères (CSV)
format-spans-tsv = Tableau des repères (TSV)
format-text = Texte brut
format-html = Page web
format-docx = Document Word
format-odt = Document LibreOffice
format-epub = Livre EPUB
format-pdf = PDF, sa couche de texte
format-table = Tableau de textes (CSV, TSV, Excel)
format-json-texts = Textes en JSON
format-subtitles = Sous-titres (SRT, WebVTT)
format-feed = Blog (flux, ou export de WordPress, Blogger, Disqus)
format-xmi = XMI d’UIMA (INCEpTION, DKPro)
format-casjson = CAS JSON d’UIMA
format-inception = Projet d’INCEpTION (export)
format-webanno-tsv = WebAnno TSV 3 (WebAnno, INCEpTION)
format-gate-xml = XML de GATE
format-bdoc = BDOC de GATE (JSON)
format-argument-xml = Graphes d’arguments (microtextes argumentatifs, AIFdb)
format-doccano = doccano (JSON Lines)
format-prodigy = Prodigy (JSON Lines)
format-label-studio = Label Studio (tâches et interface)
format-spacy = spaCy (DocBin)
format-hf-jsonl = Jeu de données Hugging Face (JSON Lines)
format-hf-parquet = Jeu de données Hugging Face (Parquet)
format-hf-tokens = Jeu de données Hugging Face de mots étiquetés (Parquet)
format-argilla = Enregistrements Argilla
format-refi-qda = projet REFI-QDA (ATLAS.ti, MAXQDA, NVivo)
format-refi-qdc = livre de codes REFI-QDA : les étiquettes seules
loss-other-versions = { $count ->
    [one] Une fusion a laissé deux versions d’un repère : seule celle qui porte son identifiant est écrite
   *[other] Une fusion a laissé deux versions de { $count } repères : de chacun, seule celle qui porte son identifiant est écrite
}
loss-removed-elsewhere = { $count ->
    [one] Un repère a été supprimé d’un côté d’une fusion et attend un choix : il est écrit
   *[other] { $count } repères ont été supprimés d’un côté d’une fusion et attendent un choix : ils sont écrits
}
loss-other-answers = { $count ->
    [one] Une fusion a laissé deux réponses à une question sur un document : seule la première est écrite
   *[other] Une fusion a laissé deux réponses à { $count } questions sur des documents : seule la première de chacune est écrite
}
loss-without-place = { $count ->
    [one] 1 repère sans place dans le texte révisé
   *[other] { $count } repères sans place dans le texte révisé
}
loss-spans-outside-text = { $count ->
    [one] Un repère n’a pas de place dans son texte et n’est pas écrit
   *[other] { $count } repères n’ont pas de place dans leur texte et ne sont pas écrits
}
loss-overlaps = { $count ->
    [one] Un repère est laissé de côté : il se tient sur les mots d’un autre
   *[other] { $count } repères sont laissés de côté : ils se tiennent sur les mots d’autres
}
loss-other-spans = { $count ->
    [one] Un repère est laissé de côté : son étiquette n’est pas l’objet du format
   *[other] { $count } repères sont laissés de côté : leurs étiquettes ne sont pas l’objet du format
}
loss-places = { $count ->
    [one] Un repère est écrit avec ses seuls mots, sans sa place
   *[other] { $count } repères sont écrits avec leurs seuls mots, sans leur place
}
loss-widened = { $count ->
    [one] Un repère est allongé pour commencer et finir avec un mot
   *[other] { $count } repères sont allongés pour commencer et finir avec un mot
}
loss-fragments = { $count ->
    [one] Un repère en plusieurs fragments n’est pas écrit comme tel
   *[other] { $count } repères en plusieurs fragments ne sont pas écrits comme tels
}
loss-line-ends = { $count ->
    [one] Un repère est écrit en morceaux, car une ligne y finit
   *[other] { $count } repères sont écrits en morceaux, car une ligne y finit
}
loss-names = { $count ->
    [one] Un nom est écrit autrement
   *[other] { $count } noms sont écrits autrement
}
loss-attributes = { $count ->
    [one] Une réponse sur un repère n’est pas écrite
   *[other] { $count } réponses sur des repères ne sont pas écrites
}
loss-own-attributes = { $count ->
    [one] Une réponse sur un repère est écrite là où seul ce programme la trouve
   *[other] { $count } réponses sur des repères sont écrites là où seul ce programme les trouve
}
loss-kinds = { $count ->
    [one] Une réponse est écrite comme simple texte
   *[other] { $count } réponses sont écrites comme simple texte
}
loss-links = { $count ->
    [one] Un lien n’est pas écrit
   *[other] { $count } liens ne sont pas écrits
}
loss-own-links = { $count ->
    [one] Un lien est écrit là où seul ce programme le trouve
   *[other] { $count } liens sont écrits là où seul ce programme les trouve
}
loss-notes = { $count ->
    [one] Une note n’est pas écrite
   *[other] { $count } notes ne sont pas écrites
}
loss-own-notes = { $count ->
    [one] Une note est écrite là où seul ce programme la trouve
   *[other] { $count } notes sont écrites là où seul ce programme les trouve
}
loss-document-labels = { $count ->
    [one] Une réponse sur un document n’est pas écrite
   *[other] { $count } réponses sur des documents ne sont pas écrites
}
loss-own-labels = { $count ->
    [one] Une réponse sur un document est écrite d’une façon propre à ce programme
   *[other] { $count } réponses sur des documents sont écrites d’une façon propre à ce programme
}
loss-metadata = { $count ->
    [one] Ce qu’on sait d’un document n’est pas écrit
   *[other] Ce qu’on sait de { $count } documents n’est pas écrit
}
loss-own-metadata = { $count ->
    [one] Les métadonnées d’un document sont écrites là où seul ce programme les trouve
   *[other] Les métadonnées de { $count } documents sont écrites là où seul ce programme les trouve
}
loss-own-layers = { $count ->
    [one] Ce qu’un annotateur dit d’un document est écrit là où INCEpTION ne le cherche pas quand il importe un projet
   *[other] Ce que des annotateurs disent de documents est écrit { $count } fois là où INCEpTION ne le cherche pas quand il importe un projet
}
loss-annotators = { $count ->
    [one] Pour un document, il n’est pas écrit qui l’a annoté
   *[other] Pour { $count } documents, il n’est pas écrit qui les a annotés
}
loss-status = { $count ->
    [one] Pour un document, il n’est pas écrit s’il est fini
   *[other] Pour { $count } documents, il n’est pas écrit s’ils sont finis
}
loss-characters = { $count ->
    [one] Un caractère est interdit dans ce format, et remplacé
   *[other] { $count } caractères sont interdits dans ce format, et remplacés
}
loss-texts = { $count ->
    [one] Un texte n’est pas écrit
   *[other] { $count } textes ne sont pas écrits
}
loss-blanks = { $count ->
    [one] Les blancs ou fins de ligne d’un texte ne sont pas écrits tels quels
   *[other] Les blancs ou fins de ligne de { $count } textes ne sont pas écrits tels quels
}
loss-extras = { $count ->
    [one] Ce qu’un autre format avait gardé à côté d’un texte n’est pas écrit
   *[other] Ce que d’autres formats avaient gardé à côté de { $count } textes n’est pas écrit
}

# Ce qui n’allait pas dans un fichier entré, et ce qu’il en est advenu
fate-kept = gardé
fate-beside = gardé à côté du texte
fate-skipped = laissé de côté
fault-unreadable = Impossible de le lire : { $what }
fault-too-large = Il est trop grand
fault-encoding = Ce n’est pas du { $what } valide
fault-guessed = L’encodage est deviné : { $what }
fault-guessed-column = Aucune colonne ne dit qu’elle contient les textes ; celle-ci a été prise : { $what }
fault-no-heading = Il n’y a pas d’en-tête : les colonnes sont appelées par leurs numéros
fault-word-a-row = On dirait des mots étiquetés, un par ligne ; le format conll les lit, avec des tabulations entre les colonnes
fault-places-beside = { $what } ressemble à des endroits de marques ; cela reste à côté des textes, et rien n’est marqué
fault-other-sheets = La première feuille est lue, mais pas celles-ci : { $what }
fault-malformed = La forme n’est pas correcte : { $what }
fault-empty = Il ne contient aucun texte : { $what }
fault-no-text = Il n’y a pas de texte pour ces annotations : { $what }
fault-outside-text = L’endroit n’est pas dans le texte : { $what }
fault-no-width = L’endroit n’a pas de largeur : { $what }
fault-quote-differs = Le texte dit « { $found } » là où l’annotation dit « { $what } »
fault-dangling = Quelque chose est nommé qui n’est pas là : { $what }
fault-twice = Il y est deux fois : { $what }
fault-no-place = Il n’y a pas de place ici pour : { $what }
fault-unknown = Ce n’est pas compris : { $what }
fault-otherwise = { $what } n’est pas lu. Enregistrez-le sous la forme { $found } dans le programme d’où il vient.
fault-no-names = Les noms que remplacent les nombres de { $what } sont inconnus ; ils figurent dans le README.md ou le dataset_info.json d’un jeu de données, à lire avec lui
fault-counts-utf-16 = Les positions sont comptées en UTF-16, comme le disent les mots cités
fault-counts-line-ends = Les positions comptent une fin de ligne de deux caractères pour un seul, comme le disent les mots cités
fault-not-of-it = Le fichier n’est pas du format qui est lu
fault-wrong-value = La réponse ne convient pas à la question : { $what }
fault-locked = Il est protégé par un mot de passe, ou d’un format ancien ; enregistrez-le dans le format actuel, sans mot de passe
fault-no-text-layer = Ces pages ne contiennent pas de texte, comme si elles étaient numérisées ; un logiciel de reconnaissance de texte (OCR) peut l’ajouter : { $what }
fault-withheld = Messages supprimés ou jugés indésirables là où ils ont été écrits : { $what }
fault-markup = Les textes de « { $what } » sont écrits en HTML : ils sont repris tels qu’une page les affiche
fault-guessed-key = Que le texte soit sous « { $what } » est une supposition : choisissez une autre clé si elle est fausse
fault-like-annotations = « { $what } » ressemble à des annotations, mais n’est pas compris ici : cela reste avec ce qu’on sait des textes et ne marque rien
fault-looks-like = Le fichier n’est pas lu comme ce qu’il semble être : { $what }. Importez-le à part

cli-show-about = Montrer un document avec ses repères
cli-show-usage = sententia show [options] DOCUMENT
cli-show-more =
    Les repères sont montrés dans la couleur de leur étiquette, ou ainsi : [¹mots]¹, là où il n’y a pas de couleurs ; leur détail suit le texte.
cli-show-document = L’identifiant ou le titre d’un document, ou le chemin d’un texte dans un projet
cli-show-project = Le projet, ou un corpus.ron ; sinon, le dossier où l’on est
cli-show-annotator = Seulement les repères de cet annotateur
cli-show-plain = Des crochets, même là où des couleurs se verraient
cli-show-nothing = Rien n’est annoté
cli-yes = oui
cli-no = non

cli-revise-about = Prendre un texte corrigé pour un document et y reporter chaque repère
cli-revise-usage = sententia revise [options] PROJET DOCUMENT [FICHIER]
cli-revise-more =
    Un repère n’est reporté en silence que là où se trouvent exactement les mêmes mots. Ce qui est incertain
    est reporté et marqué, ce qui n’a plus de place est gardé sans place ; une personne en décide dans la
    fenêtre. L’ancien texte reste dans texts/revisions, et l’étape peut être annulée. Code de sortie 1
    s’il reste quelque chose à décider.
cli-revise-project = Un dossier de projet
cli-revise-document = Le document : son identifiant, son titre ou la fin de son identifiant
cli-revise-file = Le texte corrigé ; sinon, le fichier de « texts » qu’un autre programme a modifié
cli-revise-dry-run = Dire seulement ce que deviendraient les repères
cli-revise-annotator = Au nom de qui ; sinon, du premier annotateur
cli-revise-unchanged = Le fichier de « { $document } » contient le texte annoté : indiquez le fichier du texte corrigé
cli-revise-tally = Repères : { $unmoved } inchangés, { $moved } déplacés, { $changed } modifiés, { $ambiguous } incertains, { $lost } sans place
cli-revise-done = { $document } a maintenant le texte corrigé
cli-revise-dry = Rien n’a été modifié

fate-unmoved = Inchangé
fate-moved = Déplacé
fate-recoded = Mêmes mots
fate-changed = Mots modifiés
fate-ambiguous = Place incertaine
fate-lost = Sans place

cli-log-about = Afficher la trace d’un projet : chaque étape, de qui, quand et où
cli-log-usage = sententia log [options] [PROJET]
cli-log-more =
    Un objet JSON par ligne, du plus ancien au plus récent : n, when, who, act (do, undo ou redo), step, detail, what, where, undone.
    La trace est ce que contiennent les journaux de history/ dans cette copie du projet.
cli-log-annotator = Seulement les étapes de cet annotateur
cli-log-document = Seulement les étapes qui concernent ce document
cli-log-since = Seulement les étapes depuis cette date ou ce moment, par exemple 2026-11-22
cli-name-since = DATE
cli-error-date = « { $value } » n’est pas une date comme 2026-11-22 ou 2026-11-22T08:30:00Z

cli-merge-about = Fusionner trois versions d’un fichier du projet, repère par repère
cli-merge-usage =
    sententia merge [options] BASE NÔTRE LEUR
      sententia merge --install PROJET
cli-merge-more =
    Pour les fichiers d’annotations et project.ron ; sert de pilote de fusion à git (driver = sententia merge %O %A %B).
    Le code de sortie est 0 quand tout est fusionné, et 1 quand il reste à choisir : les deux versions d’un repère sont
    alors dans le fichier, et sententia check les nomme. 2 : rien n’a été fusionné, aucun fichier n’a changé.
cli-merge-base = La version d’où les deux sont parties ; un fichier vide s’il n’y en a pas
cli-merge-ours = Notre version ; le fichier fusionné prend sa place
cli-merge-theirs = Leur version
cli-merge-output = Écrire le fichier fusionné là plutôt ; - est la sortie standard
cli-merge-install = Écrire .gitattributes dans ce projet et le pilote de fusion dans la configuration de son dépôt
cli-merge-installed = Désormais git fusionne les repères de ce projet avec sententia
cli-merge-untouched = Rien n’a été fusionné
cli-backup-about = Lister les sauvegardes d’un projet, en faire une ou en remettre une en place
cli-backup-usage =
    sententia backup [options] [list | make | restore] [PROJET] [SAUVEGARDE]
cli-backup-more =
    Une sauvegarde est un zip de project.ron, des consignes, de toutes les annotations et de tous les journaux,
    dans .sententia/backups. Il s’en fait une d’elle-même à la première modification du jour, et avant que des textes
    n’arrivent, que le schéma ne change, qu’un texte ne soit révisé ou que beaucoup de repères ne changent à la fois.
    Avant d’en remettre une, ce qui est là est sauvegardé aussi. Personne ne doit alors avoir ouvert le projet.
cli-backup-action = list (si rien n’est dit), make ou restore
cli-backup-name = Le nom de la sauvegarde à remettre, comme list le montre
cli-name-action = ACTION
cli-name-backup = SAUVEGARDE
cli-backup-none = Il n’y a pas encore de sauvegarde
cli-backup-made = Fait : { $name }
cli-backup-which = Quelle sauvegarde faut-il remettre en place ?
cli-backup-restored = Remis en place { $name } : { $written ->
        [one] un fichier écrit
       *[other] { $written } fichiers écrits
    }, { $removed } retirés
cli-backup-before = Ce qui était là avant est gardé dans { $name }
cli-lock-about = Dire qui a ouvert un projet pour y écrire ; reprendre ce qui a été laissé
cli-lock-usage =
    sententia lock [options] [PROJET]
      sententia lock [PROJET] --take-over ANNOTATEUR
cli-lock-more =
    Le travail de chaque annotateur est écrit par une fenêtre ou une commande à la fois ; qui vient après ne fait que
    lire. Un verrou dont le programme est terminé sur cet ordinateur ne lie personne. Sur un autre ordinateur, il est
    périmé quand il n’a pas été renouvelé depuis trois minutes, et peut alors être repris.
cli-lock-take-over = Lever le verrou périmé de cet annotateur
cli-lock-force = Le lever même si son détenteur est encore là ; ce qui est alors fait aux deux endroits est fusionné à la prochaine ouverture
cli-lock-taken = Le travail de { $annotator } est libre : { $user } sur { $host } ne peut plus que le lire
cli-lock-none = Personne n’a ouvert le projet pour y écrire
cli-lock-held = { $annotator } : ouvert par { $user } sur { $host } (processus { $process }) depuis { $since }
cli-lock-stale = { $annotator } : ouvert par { $user } sur { $host } (processus { $process }) depuis { $since }, sans nouvelles depuis { $seen }
cli-lock-gone = { $annotator } : laissé par { $user } sur { $host } (processus { $process }), qui est terminé
cli-merge-left = { $count ->
    [one] Il reste un choix à faire
   *[other] Il reste { $count } choix à faire
}
cli-name-base = BASE
cli-name-ours = NÔTRE
cli-name-theirs = LEUR

merge-two-versions = { $record } : modifié des deux côtés ; les deux versions sont gardées
merge-removed = { $record } : supprimé d’un côté, modifié ou lié de l’autre ; il est gardé
merge-two-answers = « { $record } » : répondu différemment des deux côtés ; les deux réponses sont gardées
merge-field = { $record } : modifié des deux côtés ; notre version est gardée, la leur était { $theirs }
merge-entry = { $record } : supprimé d’un côté, modifié de l’autre ; l’entrée est gardée

cli-measure-about = Mesurer la rapidité de la fenêtre sur un projet et l’écrire en JSON
cli-measure-usage = sententia measure [options] [PROJET]
cli-measure-more = Ouvre une fenêtre sur une copie du projet, parcourt son texte le plus long, y ajoute cent passages, change de taille et se ferme. Le projet reste tel quel. Les temps sont des millisecondes de processeur par image, sans la carte graphique.
cli-measure-short = Seulement un dixième de tout
cli-measure-no-project = { $path } n’est pas un dossier de projet
cli-sample-about = Faire le projet d’exemple, le contrôler et l’exporter
cli-sample-usage = sententia sample [options] DOSSIER
cli-sample-more = Tout le chemin des textes au corpus annoté, sans fenêtre.
cli-sample-to = Le dossier à créer ; il doit être nouveau ou vide
cli-sample-made = { $count ->
    [one] Le projet d’exemple { $path } est fait, avec un texte
   *[other] Le projet d’exemple { $path } est fait, avec { $count } textes
}
cli-sample-next = L’annoter dans la fenêtre : sententia { $path }
    S’en servir pour apprendre : cargo run --example train_baseline { $corpus }

cli-error-output = La sortie ne peut pas être écrite : { $reason }
cli-error-arguments = La commande ne s’emploie pas ainsi
cli-error-unknown-argument = Il n’y a pas d’argument { $argument } ici
cli-error-missing-argument = Il manque : { $argument }
cli-error-missing-value = { $argument } demande une valeur
cli-error-wrong-value = { $argument } ne peut pas être « { $value } »
cli-error-conflict = { $argument } et { $other } ne vont pas ensemble
cli-error-no-path = { $path } ne peut pas s’ouvrir : { $reason }
cli-error-no-annotator = Il n’y a pas d’annotateur « { $name } »
cli-error-no-label = Il n’y a pas d’étiquette « { $name } »
cli-error-no-document = Il n’y a pas de document « { $name } »
cli-error-no-texts = Il n’y a aucun texte dont faire un projet
cli-error-encoding = Il n’y a pas de codage « { $name } »
cli-error-exists = { $path } existe déjà
cli-hint-cannot-write = Vérifiez que le dossier existe, que le disque n’est pas plein et que vous pouvez y écrire
cli-hint-help = { $command } montre ce qui est possible
cli-hint-possible = Sont possibles : { $values }
cli-hint-documents = Voici quelques documents : { $values }
cli-hint-meant = Vouliez-vous la commande { $command } ?
cli-hint-project = Nommez le projet avec --project
cli-hint-force = Choisissez un autre nom, ou remplacez-le avec --force
cli-hint-packages = S’il manque une bibliothèque, ceci installe ce qu’il faut à une fenêtre : { $command }
cli-warn-problems = { $count ->
    [one] Une chose cloche dans ce projet ou n’a pas pu être lue ; sententia check { $path } la montre
   *[other] { $count } choses clochent dans ce projet ou n’ont pas pu être lues ; sententia check { $path } les énumère
}
cli-no-display = Il n’y a pas d’écran pour une fenêtre ; ces commandes marchent sans : { $commands }
cli-no-window-built = Ce sententia est fait sans fenêtre ; ces commandes marchent : { $commands }
cli-window-failed = La fenêtre ne peut pas s’ouvrir ({ $reason }) ; ces commandes marchent sans elle : { $commands }

corpus-unreadable = Le fichier ne peut pas être lu : { $detail }
corpus-unreadable-hint = Vérifiez que le fichier existe et peut être lu
corpus-not-a-corpus = Ce n’est pas un corpus annoté
corpus-not-a-corpus-hint = Un corpus annoté est un fichier RON qui commence par Corpus( et son format
corpus-too-new = Le corpus a été écrit par une version plus récente (format { $found } ; celle-ci lit jusqu’à { $known })
corpus-too-new-hint = Lisez-le avec une version plus récente de Sententia
corpus-damaged = Le fichier est abîmé ici : { $detail }
corpus-damaged-hint = Exportez de nouveau le corpus, ou corrigez cette ligne
corpus-document-twice = Le document est là deux fois ; le second est laissé de côté
corpus-document-twice-hint = Donnez à l’un des deux un autre identifiant
corpus-annotator-twice = Un annotateur est là deux fois pour ce document ; le second est laissé de côté
corpus-annotator-twice-hint = Réunissez les repères des deux
corpus-record-twice = Un repère de cet identifiant est là deux fois ; le second est laissé de côté
corpus-record-twice-hint = Donnez à l’un des deux un autre identifiant
corpus-text-changed = Le texte n’est pas celui qui a été annoté
corpus-text-changed-hint = Exportez de nouveau le corpus ; cela vient d’éditeurs ou de dépôts qui changent les fins de ligne
corpus-outside-text = La place de ce repère n’est pas dans le texte ; il est laissé de côté
corpus-outside-text-hint = Les positions comptent les points de code, de 0 à juste après le dernier
corpus-quote-differs = Le texte dit « { $found } » là où le repère cite « { $quoted } »
corpus-quote-differs-hint = Corrigez la position ou la citation : le texte entre les positions doit être la citation

### Dialogs

cancel = Annuler
close = Fermer
save = Enregistrer
browse = Parcourir…
copied = Copié
copy-path = Copier le chemin
value-none = Aucune

job-starting = Préparation
job-count = { $done } sur { $total }

files-texts = Textes
files-all = Tous les fichiers
path-no-chooser = Aucune boîte de fichiers du système ne répond ici : ni portail de bureau ni zenity
path-no-answer = La boîte de fichiers du système n’a pas répondu ; celle-ci prend le relais
path-where = Dossier
path-home = Dossier personnel
path-parent = Monter
path-reading = Lecture du dossier
path-empty = Rien ici qui puisse être choisi
path-unreadable = { $folder } ne peut pas être lu : { $reason }
path-project = projet
path-name = Nom
path-open = Ouvrir
path-use-folder = Utiliser « { $name } »
path-use-files =
    { $count ->
        [one] Utiliser ce fichier
       *[other] Utiliser { $count } fichiers
    }
path-save-here = Enregistrer ici

welcome-purpose = Surligner positions et prédictions, et garder ce qu’on a trouvé
welcome-open = Ouvrir un projet…
welcome-open-hint = Un dossier de projet, le vôtre ou celui d’un collègue
welcome-new = Nouveau projet de textes…
welcome-new-hint = Texte brut ou Markdown, autant de fichiers qu’il faut
welcome-sample = Essayer l’exemple
welcome-sample-hint = Des textes datés d’un même débat, déjà étiquetés en partie
welcome-drop-hint = On peut aussi déposer ici des textes, des dossiers ou un projet
welcome-drop = Déposer pour ouvrir, ou pour faire un projet de ces textes
welcome-recent = Projets récents
welcome-first = Les projets ouverts apparaîtront ici
welcome-missing = N’est plus là : { $path }
welcome-forget = Retirer « { $name } » de la liste
welcome-progress = { $done } sur { $total }
welcome-kept = Un projet est un dossier ordinaire de cet ordinateur. Chaque changement est enregistré aussitôt, et rien n’est envoyé ailleurs.
welcome-theme-system = Système
welcome-theme-light = Clair
welcome-theme-dark = Sombre

palette-title = Chercher ou tout faire
palette-hint = Chercher ou tout faire
palette-nothing = Rien ne porte ce nom
palette-commands = Commandes
palette-labels = Étiquettes
palette-incomplete = Repères incomplets
palette-records = Repères de ce document
palette-documents = Documents
palette-mark = Marquer « { $label } »
palette-choose = choisir
palette-run = lancer

import-title = Nouveau projet à partir de textes
import-title-add = Ajouter des textes
import-add-to = Ajouter à « { $name } »
import-new = Nouveau projet
import-unnamed = Nouveau projet
import-name = Nom du projet
import-folder = Dossier
import-pick-folder = Où garder le projet ?
import-folder-relative = Donner le chemin entier, depuis la racine
import-folder-project = Ce dossier contient déjà un projet
import-folder-taken = Ce dossier n’est pas vide ; en choisir un autre
import-folder-unreadable = Ce dossier ne peut pas servir
import-annotator = Qui étiquette
import-annotator-hint = Nom ou initiales
import-schema = Schéma de départ
import-nothing = Aucun texte ici
import-nothing-hint = Les textes sont bruts ou en Markdown, des pages web, en PDF, EPUB, Word ou LibreOffice, des tableaux, du JSON
import-texts =
    { $count ->
        [one] { $shown } texte
       *[other] { $shown } textes
    }
import-refused =
    { $count ->
        [one] { $shown } écarté
       *[other] { $shown } écartés
    }
import-copy-refused = Copier cette liste
import-doubt = · à vérifier
import-encoding = Encodage
import-size = { $count } octets
import-bytes-lost = Certains octets ne veulent rien dire dans cet encodage
import-format = Format
import-whose = À qui sont les annotations, si les fichiers ne le disent pas
import-columns = Colonnes
import-column-usual = par son nom
column-text = Texte
column-id = Nom
column-title = Titre
column-author = Auteur
column-date = Date
column-url = Adresse
column-language = Langue
column-genre = Genre
column-document = Document
column-annotator = Annotateur
column-label = Étiquette
column-start = Début
column-end = Fin
column-fragments = Fragments
column-note = Note
column-target = Cible
column-stance = Position
column-other = Autre
import-guessed = Comme deviné
import-none = Lu ainsi, il ne contient aucun texte
import-documents = Documents
import-problems = { $count ->
    [one] { $shown } problème
   *[other] { $shown } problèmes
}
import-problems-hint = Ce qui est omis reste dans les fichiers ; tout le reste entre
imported-some-known = { $count ->
    [one] { $new } ajoutés ; { $shown } texte était déjà là
   *[other] { $new } ajoutés ; { $shown } textes étaient déjà là
}
import-create = Créer le projet
import-add =
    { $count ->
        [one] Ajouter { $shown } texte
       *[other] Ajouter { $shown } textes
    }

comments-title = Découper en commentaires
comments-hint = Une ligne qui dit qui écrit, et quand, commence un commentaire ; il va jusqu’à la suivante.
comments-label = Catégorie
comments-all = Tout cocher
comments-nobody = Sans nom
comments-none = Tout décocher
comments-nothing = Aucun commentaire ici
comments-nothing-hint = Les commentaires se reconnaissent à des lignes comme « Marie a écrit le 3 mai 2009 à 10:12 » ou « Posted by Joe | May 3, 2009 »
comments-do = { $count ->
    [one] Marquer { $shown } commentaire
   *[other] Marquer { $shown } commentaires
}
comments-done = { $count ->
    [one] Un commentaire marqué
   *[other] { $count } commentaires marqués
}
paste-title = Nouveau document depuis le presse-papiers
paste-name = Nom
paste-name-hint = Les premiers mots, si rien n’est donné
paste-text = Texte
paste-do = Ajouter le texte

export-title = Exporter
export-format = Format
export-documents = Documents
export-all = Tous
export-done = Terminés
export-this = Celui-ci
export-asked = Recherche
export-query = Quels documents
export-query-hint = label:prediction date>=2010 -genre:commentaire
export-query-terms = Des mots, "une expression", author: title: genre: date: label: link: status: by:, et - devant ce qui ne doit pas y être
export-labels = Étiquettes
export-labels-all = Toutes
export-labels-some = Certaines
export-priority = Par étiquette
export-priority-hint = La première l’emporte ; un clic met une étiquette en tête
export-sets = Jeux d’entraînement
export-sets-none = Aucun
export-sets-shares = Par parts
export-sets-folds = Plis
export-sets-names = Noms et parts
export-sets-n = Combien
export-sets-by = Jamais divisé
export-by-document = Document
export-by-author = Auteur
export-by-thread = Fil
export-by-date = Jour
export-sets-stratified = Chaque étiquette selon sa part
export-sets-seed = Graine
export-sets-wrong = Les jeux se nomment comme dans train=80, dev=10, test=10 ; les plis vont de 2 à 1 000 ; la graine est un nombre
export-leaks-more = { $count ->
    [one] et une autre, dans la fiche
   *[other] et { $count } autres, dans la fiche
}
export-annotators = Repères de
export-outlook = Ce qui sera écrit
export-n-documents =
    { $count ->
        [one] { $shown } document
       *[other] { $shown } documents
    }
export-n-spans =
    { $count ->
        [one] { $shown } repère
       *[other] { $shown } repères
    }
export-n-links =
    { $count ->
        [one] { $shown } lien
       *[other] { $shown } liens
    }
export-n-incomplete =
    { $count ->
        [one] Il manque une réponse à { $shown } repère ; il est écrit tel quel
       *[other] Il manque une réponse à { $shown } repères ; ils sont écrits tels quels
    }
export-choices = Choix
export-glimpse = Aperçu
export-glimpse-cut = Le fichier continue
export-glimpse-more = { $count ->
    [one] et { $count } autre fichier
   *[other] et { $count } autres fichiers
}
export-glimpse-no-text = { $name } n’est pas du texte : seuls des programmes le lisent
export-glimpse-nothing = Aucun fichier ne serait écrit
export-no-losses = Ce format peut tout contenir
export-to = Vers
export-pick = Où écrire l’export ?
export-is-folder = C’est un dossier ; donner le nom d’un fichier
export-replaces = Le fichier existe déjà et sera remplacé
export-find = Chercher un format
export-none-found = Aucun format de ce nom
export-one-file = Un fichier, .{ $ending }
export-several-files = Plusieurs fichiers, dans un dossier ou un fichier zip
export-holds-all = Contient tout ce qu’un projet possède
export-holds-partly = Contient en partie : { $what }
export-holds-not = Sans place pour : { $what }
export-overlaps = Parmi les repères sur les mêmes mots
export-longest = Le plus long
export-outermost = Le plus extérieur
export-fragments = Repères en plusieurs fragments
export-whole = D’un seul tenant
export-apart = Fragment par fragment
export-leave-out = Omis
export-tags = Étiquettes des mots
export-words = Repères qui finissent dans un mot
export-cut = Couper le mot
export-widen = Le prendre entier
export-unit = Positions en
export-code-points = Points de code
export-utf-16 = UTF-16
export-bytes = Octets
export-iob = IOB2
export-bilou = BILOU
export-counting = Comptage…
export-cannot-count = Ceci ne peut pas être écrit
export-zip-or-folder = Un nom en .zip donne un seul fichier, tout autre nom un dossier
export-folder-taken = Ce dossier n’est pas vide ; choisissez un autre nom
export-over-project = { $path } est un projet ou en fait partie, et ne peut pas être écrasé
export-others = { $path } contient quelque chose qu’aucun export n’a écrit : { $name }
export-elsewhere = Choisissez un autre nom
export-button = Exporter
exported-title = Exporté

problems-title = Problèmes
problems-refused = Ceci ne s’ouvre pas
problems-refused-hint = Rien n’a été changé sur le disque
problems-none = Tout va bien
problems-none-hint = Tous les repères sont complets et tous les fichiers ont été lus
problems-opening = Remarqué à l’ouverture
problems-wrong = Repères contraires à une règle
problems-incomplete = Repères incomplets
problems-words = « { $words } »
problems-copy = Tout copier

keys-title = Touches
keys-filter = Filtrer
keys-nothing = Aucune commande n’a ce nom ni cette touche
keys-labels = Marquer (dans le texte)
keys-links = Lier (sur un repère)
keys-answers = Répondre (sur un repère)
keys-answer = De la première à la neuvième réponse
keys-own-file = Vos propres touches se notent dans { $path }

settings-title = Réglages
settings-appearance = Apparence
settings-theme = Thème
settings-language = Langue
settings-scale = Taille de l’interface
settings-percent = { $number } %
settings-reduce-motion = Réduire les animations
settings-reading = Lecture
settings-font = Police et taille du texte
settings-change = Modifier…
settings-labelling = Annotation
settings-annotator = Qui annote
settings-saving = Enregistrement
settings-sync = Écriture des étapes sur le disque
settings-sync-soon = Dans la seconde
settings-sync-at-once = Tout de suite
settings-history = Garder les étapes
settings-days = { $count ->
    [one] Un jour
   *[other] { $count } jours
}
settings-year = Un an
settings-for-ever = Toujours
settings-history-hint = Vos repères sont gardés pour toujours ; il s’agit de l’étendue de l’historique
settings-backups = Sauvegardes
settings-backups-kept = { $count }, { $size } Mo
backups-title = Sauvegardes
backups-hint = Annotations, schéma et journaux tels qu’ils étaient ; les textes n’y sont pas. Elles se font d’elles-mêmes, et les plus anciennes s’en vont
backups-none = Pas encore de sauvegarde
backups-none-hint = Il s’en fait une à la première modification du jour, et avant tout ce qui change beaucoup de choses
backups-now = Sauvegarder maintenant
backups-restore = Restaurer…
backups-restore-of = Restaurer la sauvegarde du { $moment }…
backups-restore-now = Restaurer
backups-ask = Restaurer la sauvegarde du { $moment } ?
backups-ask-hint = Toutes les annotations, le schéma et l’historique redeviennent ce qu’ils étaient alors. Ce qui est là maintenant est d’abord sauvegardé, pour que vous puissiez y revenir
backups-restored = Restauré. Ce qui était là avant est la sauvegarde du { $moment }
backups-size = { $number } ko
backup-counts = { $documents ->
    [one] Un document
   *[other] { $documents } documents
}, { $records ->
    [one] un repère
   *[other] { $records } repères
}
backup-daily = première modification du jour
backup-import = avant l’ajout ou le retrait de textes
backup-bulk = avant le changement de nombreux repères
backup-schema = avant un changement du schéma
backup-revision = avant la révision d’un texte
backup-restore = avant la restauration d’une sauvegarde
backup-asked = à la demande
backup-failed = Une sauvegarde n’a pas pu se faire ; le travail lui-même est enregistré. { $reason }
job-restore = Restauration d’une sauvegarde
held-again = Réessayer
held-take-over = Reprendre
held-write = Ouvrir pour écrire
news-documents = { $count ->
    [one] Un document a été modifié par un autre programme ; c’est repris
   *[other] { $count } documents ont été modifiés par un autre programme ; c’est repris
}
news-project = Le projet a été modifié par un autre programme ; c’est repris
news-conflicts = { $count ->
    [one] Un repère est là en deux versions, à choisir
   *[other] { $count } repères sont là en deux versions, à choisir
}
news-lost-steps = { $count ->
    [one] Une étape antérieure ne peut plus être annulée
   *[other] { $count } étapes antérieures ne peuvent plus être annulées
}
news-notices = { $count ->
    [one] Un problème est listé sous Problèmes
   *[other] { $count } problèmes sont listés sous Problèmes
}
settings-keys = Touches

about-title = À propos
about-version = Version { $version }
about-purpose = Surligner positions et prédictions dans des textes, et enregistrer le corpus étiqueté pour l’apprentissage
about-licence = Licence

properties-title = Document
properties-name = Titre
properties-name-hint = Comme le nom du fichier
properties-author = Auteur
properties-date = Date
properties-not-a-date = Une date s’écrit 2031, 2031-06 ou 2031-06-15
properties-url = Adresse
properties-language = Langue
properties-genre = Genre
properties-genre-hint = Article, billet de blog…
properties-own = Autres champs
properties-field-name = Nom du champ { $number }
properties-field-name-hint = Nom
properties-field-value = Valeur du champ { $number }
properties-field-add = Ajouter un champ
properties-field-remove = Retirer
properties-fields-clash = Deux champs portent le même nom
properties-labels = Sur le document entier
properties-from = { $name }, de
properties-to = { $name }, à
properties-wrong-value = Cette réponse ne convient pas à la question

annotator-title = Qui étiquette ?
annotator-hint = Les repères de chacun sont gardés à part
annotator-new = Quelqu’un d’autre
annotator-name-hint = Nom ou initiales
annotator-taken = Il y a déjà un annotateur de ce nom
annotator-choose = Continuer

history-title = Historique
history-close = Fermer l’historique
history-whose = Les étapes de qui
history-own = Mes étapes
history-trail = Journal de { $who }
history-trail-hint = Tout ce que contient le journal dans cette copie du projet, en lecture seule
history-reading = Lecture du journal
history-filter = Filtrer les étapes…
history-only-here = Ce document seulement
history-empty = Aucune étape pour l’instant
history-empty-hint = Tout ce que vous faites s’inscrit ici ; vous pouvez revenir en arrière, même après un redémarrage
history-none = Aucune étape ne convient
history-now = Maintenant
history-start = Avant toutes ces étapes
history-today = Aujourd’hui
history-yesterday = Hier
history-project = Tout le projet
history-more-documents = { $count ->
    [one] et un autre document
   *[other] et { $count } autres documents
}
history-row = { $step }, { $time }
history-row-undone = { $step }, { $time }, annulée
history-back = { $count ->
    [one] Reculer d’une étape
   *[other] Reculer de { $shown } étapes
}
history-forward = { $count ->
    [one] Avancer d’une étape
   *[other] Avancer de { $shown } étapes
}
history-show = Voir
history-went-back = { $count ->
    [one] Retour en arrière d’une étape
   *[other] Retour en arrière de { $shown } étapes
}
history-went-forward = { $count ->
    [one] Avance d’une étape
   *[other] Avance de { $shown } étapes
}
history-kept-always = Les étapes sont gardées pour toujours
history-kept-days = { $count ->
    [one] Les étapes sont gardées un jour
   *[other] Les étapes sont gardées { $count } jours
}

guidelines-title = Consignes
guidelines-edit = Modifier
guidelines-field = Consignes, en Markdown
guidelines-empty = Pas encore de consignes
guidelines-empty-hint = Noter comment étiqueter, pour soi et pour les autres
guidelines-write = Écrire des consignes

coach-title = Premiers pas
coach-done = Voilà, c’est tout
coach-mark = Marquer une prédiction
coach-answer = Répondre à une question
coach-link = La lier à sa source
coach-undo = Annuler
coach-export = Exporter
coach-said-done = { $step }, fait
coach-dismiss = Ranger

### Store

store-text-missing = Le texte « { $document } » manque
store-text-changed = Le texte « { $document } » n’est plus celui qui a été annoté
store-text-differs = Le fichier de « { $document } » a été modifié par un autre programme. Le texte annoté a été gardé ; c’est lui qui est affiché
store-revision-stale = « { $document } » a changé pendant l’examen de sa révision
store-text-unreadable = Le texte « { $document } » ne peut être lu : { $reason }
store-unknown-encoding = L’encodage « { $encoding } » de « { $document } » est inconnu
store-unsafe-id = « { $id } » ne peut nommer un fichier du projet
store-leads-outside = « { $path } » mène hors du dossier du projet
store-duplicate-document = « { $document } » figure deux fois dans la liste
store-other-text = Ces annotations portent sur un autre texte que « { $document } »
store-unknown-document = Le projet n’a pas de texte « { $document } »
store-wrong-place = Ce fichier dit « { $found } », sa place dit « { $expected } »
store-out-of-range = { $record } : de { $from } à { $to } n’est pas un passage du texte, qui a { $length } caractères
store-quote-differs = { $record } cite « { $quote } », le texte porte là « { $found } »
store-bad-fragments = { $record } : ses fragments et ses citations ne vont pas ensemble
store-duplicate-record = L’identifiant { $record } sert deux fois
store-ron-ends = Le fichier s’arrête trop tôt
store-ron-unknown-field = Il n’y a pas ici de champ « { $field } » ; sont connus { $expected }
store-ron-missing-field = Le champ « { $field } » manque
store-ron-unknown-value = « { $value } » est inconnu ici ; sont connus { $expected }
store-ron-syntax = Ce n’est pas du RON bien formé : { $reason }
store-not-utf8 = Le fichier n’est pas en UTF-8
store-too-old = Enregistré au format { $found }, que cette version du programme ne sait pas lire (elle lit le format { $known })
store-too-new = Enregistré par une version plus récente du programme (format { $found } ; celle-ci lit jusqu’à { $known })
store-too-large = Le fichier dépasse { $limit } Mo
store-no-project = Il n’y a pas de projet dans « { $path } »
store-no-repository = « { $path } » n’est dans aucun dépôt git
store-unreadable = Lecture impossible : { $reason }
store-journal-torn = La dernière ligne est coupée, comme après un arrêt brutal ; elle a été laissée de côté
store-journal-broken = Cette ligne ne peut être lue
store-journal-altered = Cette ligne n’est plus telle qu’elle fut écrite : sa somme ne convient pas
store-journal-behind = Ce que cette étape a changé a été modifié ailleurs depuis
store-journal-forked = À partir de cette ligne suivent les étapes d’une autre copie du projet
store-journal-unfit = Cette étape ne va pas avec le projet
store-cannot-write = Écriture impossible : { $reason }
store-read-only = Le projet est ouvert en lecture seule : { $reason }
store-held = { $user } a ouvert le travail de { $annotator } sur { $host } depuis { $since }. Ici on peut le lire, non le modifier
store-held-stale = { $user } avait ouvert le travail de { $annotator } sur { $host } et n’a plus donné signe depuis { $seen }. Ici on peut le lire, non le modifier
store-released = Le travail de { $annotator } n’est plus ouvert ailleurs
store-not-held = Personne n’a ouvert le travail de { $annotator }
store-changed-elsewhere = Un autre programme a modifié ce fichier ; ses modifications sont en cours de reprise
store-kept-aside = Un autre programme a modifié ce fichier d’une façon qui ne va pas avec ce qui a été fait ici. Une version reste, l’autre est gardée sous { $path }
store-field-differs = « { $field } » a été modifié ici et par un autre programme ; ce qui a été fait ici reste
store-no-backup = Il n’y a pas de sauvegarde « { $name } »
store-backup-broken = La sauvegarde est illisible : { $reason }
store-protected = Les annotations de { $annotator } sur « { $document } » n’ont pas été comprises et restent telles quelles
store-not-empty = Le dossier « { $path } » n’est pas vide
store-already-project = « { $path } » contient déjà un projet
store-encoding = L’enregistrement ne peut être écrit : { $reason }
store-cancelled = Annulé
store-settings-broken = Les réglages ne sont pas compréhensibles à cet endroit
store-writer-stopped = La partie du programme qui écrit s’est arrêtée

store-hint-restore-text = Remettez le fichier d’origine sous « texts ». D’ici là ses annotations restent telles quelles, et rien n’est écrit par-dessus
store-hint-text-differs = Reprenez la modification par « Réviser le texte… », ou remettez l’ancien fichier
store-hint-revision-stale = Rien n’a été fait. Recommencez la révision
store-hint-rights = Vérifiez que le fichier est là et que vous avez le droit de le lire
store-hint-encoding = Corrigez l’encodage dans project.ron, par exemple en UTF-8 ou windows-1252
store-hint-unsafe-id = Renommez-le : les parties entre barres ne peuvent être vides, ni dépasser 245 octets
store-hint-leads-outside = Remplacez le lien par le fichier lui-même
store-hint-duplicate = Ôtez l’une des deux lignes de project.ron
store-hint-other-text = Retrouvez le texte dont ce fichier donne l’empreinte, ou les annotations de ce texte-ci. Le fichier reste tel quel
store-hint-unknown-document = Ajoutez le texte au projet, ou déplacez ce fichier. Il reste tel quel
store-hint-wrong-place = Mettez le fichier à sa place, ou corrigez la ligne. Il reste tel quel
store-hint-record = Cet enregistrement est laissé de côté. Corrigez sa ligne et rouvrez le projet ; une copie du fichier est gardée avant la prochaine écriture
store-hint-truncated = La fin manque, comme après une copie interrompue. Reprenez le fichier, ou restaurez-le d’une sauvegarde ou de git
store-hint-ron = Corrigez cet endroit, ou restaurez le fichier d’une sauvegarde ou de git. Il reste tel quel
store-hint-too-old = Le fichier reste tel quel ; une version du programme qui connaît ce format peut l’ouvrir
store-hint-too-new = Mettez le programme à jour ; le fichier reste tel quel
store-hint-too-large = Divisez-le
store-hint-no-project = Choisissez le dossier qui contient project.ron, ou faites un nouveau projet à partir de textes
store-hint-no-repository = Créez-en un avec git init, ou donnez le dossier d’un projet qui est dans un dépôt
store-hint-journal-torn = Il n’y a rien à faire : une étape confirmée n’est jamais sur une ligne coupée
store-hint-journal = Les autres étapes sont reprises, et le journal est gardé sous .sententia/set-aside avant la prochaine écriture
store-hint-journal-behind = Les deux versions d’un repère sont gardées, le choix vous revient ; pour le reste, c’est le fichier qui vaut. Le journal est gardé sous .sententia/set-aside
store-hint-journal-altered = Restaurez le journal d’une sauvegarde ou, si vous avez changé la ligne à dessein, ôtez ce qui suit les deux dernières barres
store-hint-cannot-write = Vérifiez que le disque n’est pas plein et que vous avez le droit d’y écrire ; un nouvel essai a lieu de lui-même
store-hint-read-only = « Enregistrer sous… » permet de continuer dans un dossier à vous
store-hint-held = Fermez-le là-bas, ou annotez sous un autre nom
store-hint-held-stale = Si ce programme est terminé, reprenez le travail ; sententia lock fait de même
store-hint-released = Ouvrez-le pour écrire
store-hint-not-held = Il n’y a rien à faire
store-hint-changed-elsewhere = Il n’y a rien à faire : ce qui a été modifié des deux côtés est gardé dans les deux versions
store-hint-kept-aside = Comparez les deux et reportez à la main ce qui manque
store-hint-field-differs = L’autre version est gardée sous .sententia/set-aside
store-hint-no-backup = sententia backup list nomme celles qui existent
store-hint-backup-broken = Rien n’a changé. Choisissez une autre sauvegarde
store-hint-protected = Remédiez à ce qui a été signalé à l’ouverture du projet, puis rouvrez-le
store-hint-not-empty = Choisissez un dossier nouveau ou vide
store-hint-already-project = Ouvrez-le, ou choisissez un autre dossier
store-hint-report = Merci de le signaler : c’est une faute du programme
store-hint-cancelled = Rien n’a changé
store-hint-settings = Les réglages d’usage s’appliquent ; l’ancien fichier est gardé à côté sous settings.broken.ron

store-refused-unreadable = Lecture impossible : { $detail }
store-refused-binary = N’est pas un texte
store-refused-empty = Est vide
store-refused-duplicate = Est le même que { $detail }
store-refused-too-large = Dépasse 256 Mo
store-refused-unsupported = N’est ni .txt ni .md

progress-listing = Recherche des fichiers
progress-survey = Examen des textes
progress-copy = Copie
progress-texts = Lecture des textes
progress-annotations = Lecture des annotations
progress-journal = Lecture du journal
progress-comparing = Comparaison des textes
progress-import = Lecture
progress-export = Écriture

step-annotator = inscrire { $detail }

# Le schéma
command-file-schema = Schéma…
schema-title = Schéma
schema-import = Importer…
schema-undo = Annuler
schema-redo = Rétablir
schema-labels = Étiquettes
schema-links = Liens
schema-more = Autres
schema-document = Sur le document
schema-targets = Cibles
schema-targets-hint = Ce sur quoi peut porter un repère. Commun à tous les textes.
schema-new-label = Nouvelle étiquette
schema-new-link = Nouveau lien
schema-new-question = Nouvelle question
schema-new-value = Nouvelle réponse
schema-new-target = Nouvelle cible
schema-add = Ajouter
schema-name = Nom
schema-help = Aide
schema-key = Touche
schema-tier = Affichage
schema-tier-core = Toujours
schema-tier-extension = Sur demande
schema-tier-resolution = Pour les issues
schema-color = Couleur
schema-color-named = Couleur { $color }
schema-color-own = Autre couleur
schema-color-pale = Cette couleur se voit mal sur papier clair ou sur papier sombre.
schema-pattern = Trait
schema-pattern-solid = plein
schema-pattern-dots = points
schema-pattern-dashes = tirets
schema-pattern-wave = vague
schema-pattern-double = double
schema-pattern-margin = en marge
schema-label-used = { $id } · { $count ->
    [0] aucun repère
    [one] 1 repère
   *[other] { $count } repères
}
schema-link-used = { $id } · { $count ->
    [0] aucun lien
    [one] 1 lien
   *[other] { $count } liens
}
schema-merge = Fondre dans…
schema-split = Scinder…
schema-label-remove = Supprimer l’étiquette
schema-link-remove = Supprimer le lien
schema-clash = La touche « { $key } » est déjà prise par { $other }.
schema-questions = Questions
schema-question-name = Question
schema-question-help = Aide sur la question
schema-kind = Genre de réponse
schema-kind-flag = oui ou non
schema-kind-one = une parmi plusieurs
schema-kind-ordinal = un degré d’une échelle
schema-kind-several = plusieurs à la fois
schema-kind-number = nombre
schema-kind-date = date
schema-kind-interval = d’une date à une autre
schema-kind-text = texte libre
schema-kind-target = cible
schema-default = Sans réponse
schema-required = Réponse obligatoire
schema-min = Au moins
schema-max = Au plus
schema-values = Réponses
schema-value = Réponse { $number }
schema-up = Monter { $name }
schema-down = Descendre { $name }
schema-remove = Retirer { $name }
schema-remove-target = Retirer
schema-target-name = Nom de la cible { $name }
schema-most = Au plus depuis un repère
schema-symmetric = A le même sens dans les deux directions
schema-from = De
schema-to = Vers
schema-bar = La barre des étiquettes
schema-import-title = Importer un schéma
schema-import-from = Depuis
schema-import-file = un fichier
schema-import-path = Fichier ou dossier de projet
schema-import-pick = Quel schéma ?
schema-import-hint = Un projet de Sententia, annotation.conf de brat, des couches ou jeux d’étiquettes d’INCEpTION (JSON), les étiquettes de doccano (JSON), l’interface de Label Studio (XML).
schema-import-found = { $program } : { $labels ->
    [one] 1 étiquette
   *[other] { $labels } étiquettes
}, { $links ->
    [0] aucun lien
    [one] 1 lien
   *[other] { $links } liens
} : { $names }
schema-import-left = { $count ->
    [one] 1 élément laissé de côté
   *[other] { $count } éléments laissés de côté
}
schema-import-add = Ajouter à ce schéma
schema-import-replace = Remplacer ce schéma
schema-import-do = Importer
files-schemas = Schémas
left-key = La touche de { $what } : seule une lettre libre peut marquer une étiquette
left-group = { $what } : un titre, sans repères
left-rule = { $what } : une règle sur les chevauchements
left-link = Le lien { $what } : ses extrémités ne sont pas des étiquettes
left-question = La question { $what } : son genre n’existe pas ici
left-unasked = La question { $what } : aucune étiquette ne la pose
left-end = { $what } : aucune étiquette de ce nom
left-layer = La couche { $what } : ni passages ni relations, ou produite par une machine
left-tag = <{ $what }> : n’est pas pour des textes
split-title = Scinder l’étiquette
split-how = Comment
split-by = D’après la réponse à « { $question } »
split-by-hint = Chaque réponse devient une étiquette. Les repères sans réponse gardent la leur.
split-by-hand = À la main : une nouvelle étiquette pour les repères choisis ici
split-name = Nom de la nouvelle étiquette
split-no-records = Aucun repère ne porte cette étiquette.
split-go-on = Continuer…
impact-title = Ce changement touche des repères
impact-sentence = Il concerne { $records } de { $annotators } dans { $documents }.
impact-nothing = Aucun repère n’est concerné.
impact-records = { $count ->
    [one] 1 repère
   *[other] { $count } repères
}
impact-annotators = { $count ->
    [one] 1 annotateur
   *[other] { $count } annotateurs
}
impact-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
impact-removed = { $count ->
    [one] 1 repère disparaît, avec ses réponses et ses liens
   *[other] { $count } repères disparaissent, avec leurs réponses et leurs liens
}
impact-links = { $count ->
    [one] 1 lien disparaît
   *[other] { $count } liens disparaissent
}
impact-lost = { $count ->
    [one] 1 réponse disparaît
   *[other] { $count } réponses disparaissent
}
impact-relabelled = { $count ->
    [one] 1 repère change d’étiquette
   *[other] { $count } repères changent d’étiquette
}
impact-changed = { $count ->
    [one] 1 réponse est récrite sous la nouvelle forme
   *[other] { $count } réponses sont récrites sous la nouvelle forme
}
impact-absorbed = { $count ->
    [one] 1 réponse devient l’étiquette
   *[other] { $count } réponses deviennent l’étiquette
}
impact-incomplete = { $count ->
    [one] 1 repère manquera d’une réponse obligatoire
   *[other] { $count } repères manqueront d’une réponse obligatoire
}
impact-reread = { $count ->
    [one] 1 repère sans réponse prendra un autre sens
   *[other] { $count } repères sans réponse prendront un autre sens
}
impact-twins = { $count ->
    [one] 1 repère marque les mêmes mots qu’un autre de même étiquette ; les deux restent
   *[other] { $count } repères marquent les mêmes mots que d’autres de même étiquette ; tous restent
}
impact-places = Où
impact-quote = « { $words } »
impact-more = { $count ->
    [one] et 1 de plus
   *[other] et { $count } de plus
}
impact-undo = Une seule étape : Annuler fait tout revenir.
impact-apply = Appliquer
touch-removed = disparaît
touch-answer-lost = perd une réponse
touch-link-lost = perd un lien
touch-relabelled = change d’étiquette
touch-answer-changed = réponse récrite
touch-incomplete = réponse à donner
touch-reread = change de sens
reform-too-many-links = { $what } repères ont davantage de liens. Retirez-en d’abord.
reform-nothing-to-split = Il n’y a rien à scinder.
fault-no-name = Il faut un nom à { $what }.
fault-same-id = { $what } figure deux fois.
fault-no-choices = Il faut à { $what } au moins une réponse à choisir.
fault-limits-cross = { $what } : le minimum dépasse le maximum.
fault-default-unfit = { $what } : ce que vaut l’absence de réponse ne convient pas à son genre.
fault-no-ends = { $what } doit mener d’une étiquette à une étiquette.
fault-unknown-end = Il n’y a pas d’étiquette { $what }.
step-schema = changer { $detail } dans le schéma
step-targets = cibles : { $detail }
step-schema-remove = supprimer { $detail } du schéma
step-schema-merge = fondre dans { $detail }
step-schema-split = scinder { $detail }
step-schema-import = importer le schéma { $detail }
store-still-used = { $count } repères d’autres annotateurs ne seraient plus connus du schéma
store-hint-still-used = Changez plutôt le schéma : leurs repères suivront
store-no-schema = « { $path } » n’est pas un schéma connu
store-hint-no-schema = Choisissez un projet, ou une configuration de brat, d’INCEpTION, de doccano ou de Label Studio

cli-schema-about = Écrire le schéma, ou en reprendre un autre
cli-schema-usage = sententia schema [options] [PROJET]
cli-schema-more = Un schéma écrit dans un fichier .ron peut être repris. D’autres programmes : annotation.conf de brat, couches ou jeux d’étiquettes d’INCEpTION (JSON), étiquettes de doccano (JSON), interface de Label Studio (XML).
cli-schema-from = Reprendre le schéma de ce projet ou de ce fichier, en l’ajoutant à celui du projet
cli-schema-annotator = Qui le fait ; dans la liste d’étapes de qui cela figure
cli-schema-replace = Le mettre à la place de celui du projet
cli-schema-yes = Même si des repères sont touchés
cli-schema-done = { $count ->
    [0] Fait. Aucun repère n’a été touché
    [one] Fait. 1 repère a suivi
   *[other] Fait. { $count } repères ont suivi
}
cli-schema-asks = { $count ->
    [one] Rien n’a été fait : 1 repère serait touché. Avec --yes, il l’est
   *[other] Rien n’a été fait : { $count } repères seraient touchés. Avec --yes, ils le sont
}
