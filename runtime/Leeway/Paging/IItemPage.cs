using System.ComponentModel;

namespace Leeway.Generated;

/// <summary>A page whose property always has a list of items, even if the JSON has none. Generated code implements it.</summary>
/// <typeparam name="TItem">The type of the items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IItemPage<out TItem>
{
    /// <summary>The items; null if the JSON has no list of them.</summary>
    IReadOnlyList<TItem>? Items { get; }
}
