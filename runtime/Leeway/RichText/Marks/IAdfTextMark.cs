namespace Leeway.RichText;

/// <summary>A mark that text can have.</summary>
public interface IAdfTextMark : IAdfMark;
