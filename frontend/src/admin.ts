import "../styles/admin.css";
import { SortableTable } from "./elements/sortable-table";

customElements.define("sortable-table", SortableTable);
