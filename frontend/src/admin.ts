import "../styles/admin.css";
import { CopyText } from "./elements/copy-text";
import { FilterList } from "./elements/filter-list";
import { LivePage } from "./elements/live-page";
import { ModelTest } from "./elements/model-test";
import { SortableTable } from "./elements/sortable-table";

customElements.define("sortable-table", SortableTable);
customElements.define("live-page", LivePage);
customElements.define("copy-text", CopyText);
customElements.define("model-test", ModelTest);
customElements.define("filter-list", FilterList);
