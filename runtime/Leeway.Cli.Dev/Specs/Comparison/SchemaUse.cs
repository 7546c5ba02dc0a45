namespace Leeway.Cli.Dev.Specs.Comparison;

/// <summary>The operations of an edition that use a schema, directly or through other schemas.</summary>
internal sealed class SchemaUse
{
    public static readonly SchemaUse None = new();

    private readonly SortedSet<string> _operations = new(StringComparer.Ordinal);

    public Directions Directions { get; private set; }

    /// <summary>The methods and routes of the operations, sorted.</summary>
    public IReadOnlyList<string> Operations => [.. _operations];

    public void Add(string operation, Directions direction)
    {
        Directions |= direction;
        _operations.Add(operation);
    }
}
