import "../styles/main.css";
import { AnswerFeedback } from "./elements/answer-feedback";
import { AnswerSeat } from "./elements/answer-seat";
import { BattleArena } from "./elements/battle-arena";
import { ExportProgress } from "./elements/export-progress";
import { LocalTime } from "./elements/local-time";
import { longPrompts } from "./elements/long-prompts";
import { ModelChooser } from "./elements/model-chooser";
import { PromptBox } from "./elements/prompt-box";
import { seatTabs } from "./elements/seat-tabs";
import { shortcuts } from "./elements/shortcuts";
import { startPage } from "./elements/start";
import { ThemeSwitch } from "./elements/theme-switch";
import { VoteBar } from "./elements/vote-bar";

// Parts before the whole: a battle expects its seats, its box and its bar to be awake.
customElements.define("theme-switch", ThemeSwitch);
customElements.define("local-time", LocalTime);
customElements.define("model-chooser", ModelChooser);
customElements.define("answer-feedback", AnswerFeedback);
customElements.define("answer-seat", AnswerSeat);
customElements.define("prompt-box", PromptBox);
customElements.define("vote-bar", VoteBar);
customElements.define("battle-arena", BattleArena);
customElements.define("export-progress", ExportProgress);
startPage();
seatTabs();
shortcuts();
longPrompts();
