import "../styles/admin.css";
import { CopyText } from "./elements/copy-text";
import { LivePage } from "./elements/live-page";
import { SortableTable } from "./elements/sortable-table";

customElements.define("sortable-table", SortableTable);
customElements.define("live-page", LivePage);
customElements.define("copy-text", CopyText);
