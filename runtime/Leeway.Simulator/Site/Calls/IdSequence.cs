using System.Globalization;

namespace Leeway.Simulator.Site;

/// <summary>Creates ids in order. An id is never used twice.</summary>
/// <param name="first">The first id.</param>
internal sealed class IdSequence(int first)
{
    private int _next = first;

    public string Next() => (_next++).ToString(CultureInfo.InvariantCulture);
}
