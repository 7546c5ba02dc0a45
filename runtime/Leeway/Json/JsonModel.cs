namespace Leeway.Json;

/// <summary>
/// An object of JSON: a property for each member that its document tells of, and whatever else arrived among
/// <see cref="UnknownMembers"/>.
/// </summary>
/// <remarks>
/// <para>
/// A model is written whole: what was read is written as it was read, and a property that was assigned is written as it was assigned.
/// </para>
/// <para>
/// A property that is assigned null is left out. Where a null clears something, as it does for the <c>accountId</c> of an assignee, the
/// property's documentation says so, and an assigned null is sent. To send any other null, add it:
/// <c>project.UnknownMembers["lead"] = RawJson.Null</c>.
/// </para>
/// </remarks>
public abstract class JsonModel : IJsonValue
{
    /// <summary>Members beyond this number keep a null that was read among the unknown members.</summary>
    private const int MostNulls = 64;

    private ulong _nulls;
    private UnknownMemberCollection? _unknownMembers;

    /// <summary>
    /// The members that have no property, and the JSON of members that their properties could not take as it was, as they arrived. They are
    /// written back. Assigning a property drops the JSON that was read for it. A member added here under the name of a property is written
    /// where the property is null.
    /// </summary>
    public UnknownMemberCollection UnknownMembers =>
        _unknownMembers ?? Interlocked.CompareExchange(ref _unknownMembers, new UnknownMemberCollection(JsonMemberNames), null) ?? _unknownMembers;

    /// <summary>The names of the members, by the numbers that the two methods below use.</summary>
    protected abstract JsonNames JsonMemberNames { get; }

    internal JsonNames NameTable => JsonMemberNames;

    internal UnknownMemberCollection? UnknownMembersOrNull => _unknownMembers;

    /// <summary>One bit per member whose null was read, or was assigned where null clears something.</summary>
    internal ulong Nulls => _nulls;

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue(this);

    /// <summary>The name of the type: nothing that was read.</summary>
    public override string ToString() => TypeName();

    /// <summary>Reads the value that the reader stands on into the property of a member.</summary>
    /// <param name="reader">Stands on the first token of the value, and then on its last.</param>
    /// <param name="member">The number of the member.</param>
    protected abstract void ReadJsonMember(ref JsonModelReader reader, int member);

    /// <summary>Writes each member once.</summary>
    /// <param name="writer">Takes the members.</param>
    protected abstract void WriteJsonMembers(ref JsonModelWriter writer);

    /// <summary>Drops what was read for a member, because its property was assigned.</summary>
    /// <param name="member">The number of the member.</param>
    protected void OnJsonMemberAssigned(int member)
    {
        if (_nulls != 0 || _unknownMembers is not null)
        {
            ForgetRead(member);
        }
    }

    /// <summary>Drops what was read for a member that null clears, because its property was assigned; null will be written.</summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="isNull">Whether null was assigned.</param>
    protected void OnJsonMemberAssigned(int member, bool isNull)
    {
        OnJsonMemberAssigned(member);
        if (isNull)
        {
            RememberNull(member);
        }
    }

    /// <summary>The name of the type, which no override of <see cref="ToString"/> adds to.</summary>
    internal string TypeName()
    {
        Type type = GetType();
        string name = type.DeclaringType is { } outer ? outer.Name + "." + type.Name : type.Name;
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return arity < 0 ? name : name[..arity];
    }

    internal void ReadMember(ref JsonModelReader reader, int member) => ReadJsonMember(ref reader, member);

    internal void WriteMembers(ref JsonModelWriter writer) => WriteJsonMembers(ref writer);

    internal void ForgetRead(int member)
    {
        if (member < MostNulls)
        {
            _nulls &= ~(1UL << member);
        }

        if (_unknownMembers is { HasKnown: true } kept)
        {
            kept.ForgetRead(member);
        }
    }

    internal void RememberNull(int member)
    {
        if (member < MostNulls)
        {
            _unknownMembers?.ForgetRead(member);
            _nulls |= 1UL << member;
        }
        else
        {
            UnknownMembers.Keep(member, "null"u8, hasValue: true);
        }
    }

    internal bool IsNullRemembered(int member) => member < MostNulls && (_nulls & (1UL << member)) != 0;
}
