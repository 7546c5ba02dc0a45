namespace Leeway.RichText;

/// <summary>A node that an item of a list can hold.</summary>
public interface IAdfListItemContent : IAdfNode;
