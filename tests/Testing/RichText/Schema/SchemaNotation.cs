namespace Leeway.RichText.Schema;

/// <summary>The notation of <see cref="AdfSchema"/>.</summary>
internal static class SchemaNotation
{
    public const int NoMax = int.MaxValue;

    public static SchemaRule Any { get; } = new AnyRule();

    public static SchemaRule Text { get; } = new TextRule(0, null);

    public static SchemaRule NonEmptyText { get; } = new TextRule(1, null);

    public static SchemaRule TrueOrFalse { get; } = new BooleanRule();

    public static SchemaRule Number { get; } = NumberFrom(double.NegativeInfinity);

    /// <summary>A node or mark of a type. It has no other members.</summary>
    public static ObjectRule Node(string type, params IReadOnlyList<SchemaMember> members) => new(isOpen: false, [Required("type", OneOf(type)), .. members]);

    /// <summary>A node of a type that may have other members.</summary>
    public static ObjectRule OpenNode(string type, params IReadOnlyList<SchemaMember> members) => new(isOpen: true, [Required("type", OneOf(type)), .. members]);

    /// <summary>A mark of a type with required attributes.</summary>
    public static ObjectRule Mark(string type, params IReadOnlyList<SchemaMember> attributes) => Node(type, Attributes(attributes));

    public static SchemaMember Attributes(params IReadOnlyList<SchemaMember> attributes) => Required("attrs", Object(attributes));

    public static SchemaMember OptionalAttributes(params IReadOnlyList<SchemaMember> attributes) => Optional("attrs", Object(attributes));

    /// <summary>Attributes of one of some shapes.</summary>
    public static SchemaMember AttributesOf(params IReadOnlyList<SchemaRule> shapes) => Required("attrs", new AnyOfRule(shapes));

    public static ObjectRule Object(params IReadOnlyList<SchemaMember> members) => new(isOpen: false, members);

    public static SchemaMember Required(string name, SchemaRule rule) => new(name, rule, IsRequired: true);

    public static SchemaMember Optional(string name, SchemaRule rule) => new(name, rule, IsRequired: false);

    /// <summary>Required content: items of definitions that are separated by <c>" / "</c>.</summary>
    public static SchemaMember Content(string definitions, int min = 1, int max = NoMax) => Required("content", Items(Definitions(definitions), min, max));

    public static SchemaMember OptionalContent(string definitions) => Optional("content", Items(Definitions(definitions)));

    /// <summary>Optional marks of definitions that are separated by <c>" / "</c>.</summary>
    public static SchemaMember Marks(string definitions) => Optional("marks", Items(Definitions(definitions)));

    public static SchemaMember NoMarks { get; } = Optional("marks", Items(Any, max: 0));

    public static SchemaMember AnyMarks { get; } = Optional("marks", Items(Any));

    /// <summary>A definition whose members are narrowed.</summary>
    public static SchemaRule Narrowed(string definition, params IReadOnlyList<SchemaMember> members) => new AllOfRule(new ReferenceRule(definition), new ObjectRule(isOpen: true, members));

    /// <summary>One of the definitions that are separated by <c>" / "</c>.</summary>
    public static SchemaRule Definitions(string names) =>
        names.Split(" / ") is [string name] ? new ReferenceRule(name) : new AnyOfRule([.. names.Split(" / ").Select(static n => new ReferenceRule(n))]);

    public static SchemaRule Items(SchemaRule item, int min = 0, int max = NoMax) => new ArrayRule(item, min, max);

    /// <summary>Required content of at least one item, in which each position has its definitions. Further items may be anything.</summary>
    public static SchemaMember Tuple(int max, params IReadOnlyList<string> definitions) => Required("content", new TupleRule(max, [.. definitions.Select(Definitions)]));

    public static ChoiceRule OneOf(params IReadOnlyList<string> choices) => new(choices);

    public static SchemaRule TextLike(string pattern) => new TextRule(0, pattern);

    public static SchemaRule NumberFrom(double min, double max = double.PositiveInfinity) => new NumberRule(min, max);
}
