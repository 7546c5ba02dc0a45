using System.ComponentModel;
using Leeway.Generated;

namespace Leeway.Json;

/// <summary>
/// A JSON object: it has a property for each member that its document declares. All other members are in
/// <see cref="UnknownMembers"/>.
/// </summary>
/// <remarks>
/// <para>
/// A model is written completely: values that were read are written as they were read, and assigned properties as they were assigned.
/// </para>
/// <para>
/// A property that is set to null is not written. If a null clears something, as for the <c>accountId</c> of an assignee, the
/// documentation of the property says so, and an assigned null is sent. To send another null, add it:
/// <c>project.UnknownMembers["lead"] = RawJson.Null</c>.
/// </para>
/// </remarks>
public abstract class JsonModel : IJsonValue
{
    /// <summary>For members beyond this number, a null that was read is kept among the unknown members.</summary>
    private const int MaxNulls = 64;

    private ulong _nulls;
    private UnknownMemberCollection? _unknownMembers;

    /// <summary>
    /// The members without a property, and the original JSON of members that their properties could not represent. They are written back.
    /// Assigning a property removes the JSON that was read for it. A member that is added here with the name of a property is written if
    /// the property is null.
    /// </summary>
    public UnknownMemberCollection UnknownMembers =>
        _unknownMembers ?? Interlocked.CompareExchange(ref _unknownMembers, new UnknownMemberCollection(JsonMemberNames), null) ?? _unknownMembers;

    /// <summary>The names of the members. Their indexes are the member numbers of the methods below.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract JsonNames JsonMemberNames { get; }

    internal JsonNames NameTable => JsonMemberNames;

    internal UnknownMemberCollection? UnknownMembersOrNull => _unknownMembers;

    /// <summary>One bit for each member whose null was read, or was assigned if null clears something.</summary>
    internal ulong Nulls => _nulls;

    void IJsonValue.Write(ref JsonModelWriter writer) => writer.WriteValue(this);

    /// <summary>Returns the name of the type, without any data.</summary>
    public override string ToString() => GetTypeName();

    /// <summary>Reads the current value into the property of a member.</summary>
    /// <param name="reader">The reader, on the first token of the value; afterward on its last.</param>
    /// <param name="member">The number of the member.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void ReadJsonMember(ref JsonModelReader reader, int member);

    /// <summary>Writes each member once.</summary>
    /// <param name="writer">The writer.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected abstract void WriteJsonMembers(ref JsonModelWriter writer);

    /// <summary>Removes what was read for a member, because its property was assigned.</summary>
    /// <param name="member">The number of the member.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void OnJsonMemberAssigned(int member)
    {
        if (_nulls != 0 || _unknownMembers is not null)
        {
            ForgetRead(member);
        }
    }

    /// <summary>
    /// Removes what was read for a member that null clears, because its property was assigned. An assigned null is written.
    /// </summary>
    /// <param name="member">The number of the member.</param>
    /// <param name="isNull">Whether null was assigned.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void OnJsonMemberAssigned(int member, bool isNull)
    {
        OnJsonMemberAssigned(member);
        if (isNull)
        {
            RememberNull(member);
        }
    }

    /// <summary>Returns the name of the type, also if a derived class overrides <see cref="ToString"/>.</summary>
    internal virtual string GetTypeName()
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
        if (member < MaxNulls)
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
        if (member < MaxNulls)
        {
            _unknownMembers?.ForgetRead(member);
            _nulls |= 1UL << member;
        }
        else
        {
            UnknownMembers.Keep(member, "null"u8, hasValue: true);
        }
    }

    internal bool IsNullRemembered(int member) => member < MaxNulls && (_nulls & (1UL << member)) != 0;
}
