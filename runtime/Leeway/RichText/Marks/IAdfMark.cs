namespace Leeway.RichText;

/// <summary>A mark.</summary>
/// <remarks>Only the classes of this library implement the interfaces of marks. All of them derive from <see cref="AdfMark"/>.</remarks>
public interface IAdfMark
{
    /// <summary>The type in the JSON, such as <c>strong</c>.</summary>
    string Type { get; }

    internal AdfMark Mark { get; }
}
