namespace Leeway.RichText;

/// <summary>A node that a panel can hold.</summary>
public interface IAdfPanelContent : IAdfNode;
