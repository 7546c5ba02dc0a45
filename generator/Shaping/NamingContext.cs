namespace Leeway.Generator.Shaping;

/// <summary>The place of a schema, from which a name for it can be created.</summary>
/// <remarks>Few places need a name, so names are created when they are first read.</remarks>
internal sealed class NamingContext
{
    private readonly NamingContext? _parent;
    private readonly string _step;
    private readonly Kind _kind;

    private NamingContext(NamingContext? parent, Kind kind, string step, string full)
    {
        _parent = parent;
        _kind = kind;
        _step = step;
        Short = kind == Kind.Root ? step : "";
        Full = full;
    }

    private enum Kind
    {
        Root,
        Titled,
        Member,
        Item,
        Branch,
        Suffix,
    }

    /// <summary>The name relative to the nearest type with a title.</summary>
    public string Short
    {
        get => field.Length > 0 ? field : field = _kind switch
        {
            Kind.Titled => _step,
            Kind.Member => CSharpNames.Join(_parent!.Short, CSharpNames.ToPascalCase(_step)),
            Kind.Item => CSharpNames.ToSingular(_parent!.Short),
            _ => _parent!.Short + _step,
        };
        private init;
    }

    /// <summary>The name relative to the root, which is unique.</summary>
    public string Full
    {
        get => field.Length > 0 ? field : field = _kind switch
        {
            Kind.Titled => _parent!.Full,
            Kind.Member => _parent!.Full + CSharpNames.ToPascalCase(_step),
            Kind.Item => CSharpNames.ToSingular(_parent!.Full),
            _ => _parent!.Full + _step,
        };
        private init;
    }

    /// <summary>The name of the last step only, if it is a member or an item; otherwise empty.</summary>
    public string Own => _kind switch
    {
        Kind.Titled => _parent!.Own,
        Kind.Member => CSharpNames.ToPascalCase(_step),
        Kind.Item when _parent!.Own is { Length: > 0 } own => CSharpNames.ToSingular(own),
        _ => "",
    };

    public static NamingContext CreateRoot(string name, string full) => new(null, Kind.Root, name, full);

    /// <summary>Returns the place of a member of the schema.</summary>
    public NamingContext AppendMember(string wireName) => new(this, Kind.Member, wireName, "");

    /// <summary>Returns the place of an item of a list or a map.</summary>
    public NamingContext AppendItem() => new(this, Kind.Item, "", "");

    /// <summary>Returns the place of an alternative.</summary>
    public NamingContext AppendBranch(int index) => new(this, Kind.Branch, "Option" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), "");

    /// <summary>Returns the place of a part of an operation, such as its request.</summary>
    public NamingContext AppendPart(string suffix) => new(this, Kind.Suffix, suffix, "");

    /// <summary>Returns the same place with a title as its name; unchanged if there is no title.</summary>
    public NamingContext AppendTitle(string? title) => title is null ? this : new(this, Kind.Titled, title, "");
}
