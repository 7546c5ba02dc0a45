namespace Leeway.Generator.Shaping;

/// <summary>The order in which names for an inline schema are tried.</summary>
internal static class NameRank
{
    public const int Title = 0;
    public const int Own = 1;
    public const int Short = 2;
    public const int Full = 3;
}
