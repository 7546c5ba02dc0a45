namespace Leeway.Generator.Emission;

/// <summary>A mark of <see cref="Wrapping"/> in a line.</summary>
/// <param name="Position">Where the text starts that replaces the mark if the line is not broken.</param>
/// <param name="Mark">The mark.</param>
internal readonly record struct LineMark(int Position, char Mark)
{
    /// <summary>Where the text ends that replaces the mark.</summary>
    public int End => Position + Wrapping.Flatten(Mark).Length;
}
