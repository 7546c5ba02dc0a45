namespace Leeway.RichText;

/// <summary>A node that a cell of a table can hold.</summary>
public interface IAdfTableCellContent : IAdfNode;
