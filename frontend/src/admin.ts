import "../styles/admin.css";
import { ApiConsole } from "./elements/api-console";
import { BoardPlot } from "./elements/board-plot";
import { BoardPlots } from "./elements/board-plots";
import { CopyLink } from "./elements/copy-link";
import { CopyText } from "./elements/copy-text";
import { FilterList } from "./elements/filter-list";
import { LivePage } from "./elements/live-page";
import { ModelTest } from "./elements/model-test";
import { PickTwo } from "./elements/pick-two";
import { QueryForm } from "./elements/query-form";
import { ReviewKeys } from "./elements/review-keys";
import { SortableTable } from "./elements/sortable-table";

customElements.define("sortable-table", SortableTable);
customElements.define("board-plot", BoardPlot);
customElements.define("board-plots", BoardPlots);
customElements.define("live-page", LivePage);
customElements.define("query-form", QueryForm);
customElements.define("pick-two", PickTwo);
customElements.define("copy-link", CopyLink);
customElements.define("copy-text", CopyText);
customElements.define("model-test", ModelTest);
customElements.define("filter-list", FilterList);
customElements.define("api-console", ApiConsole);
customElements.define("review-keys", ReviewKeys);

// On a phone the side navigation is one line that scrolls; it begins where the page is.
document.querySelector(".room-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
