using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Leeway.Generated;
using Leeway.Json;

namespace Leeway.Fields;

/// <summary>The fields of an issue: a property for each system field, and the others by their id.</summary>
/// <remarks>
/// <para>
/// A field is read when it is first used, and then kept. If the JSON of a property has another shape, the property is null; the JSON is
/// kept and can be read by the id. <see cref="Get{T}(string)"/> throws instead.
/// </para>
/// <para>
/// Fields that were read are written as they were read, in their order, with what was changed. The body of an operation that creates or
/// edits an issue has only the fields that were assigned since they were read, and an assigned null is sent, which clears the field. A
/// change inside a value, such as <c>fields.Priority.Name = "High"</c>, does not assign the field. Assign a new value:
/// <c>fields.Priority = new("High")</c>.
/// </para>
/// <para>
/// Sending the fields does not change them, so that a request that failed can be sent again. After an edit has succeeded, call
/// <see cref="AcceptChanges"/>; otherwise the next edit sends the same fields again.
/// </para>
/// <para>
/// Several threads can read the same fields at a time. While one assigns a field, or changes a value of one, others must not use them.
/// </para>
/// </remarks>
// Not a collection by its interfaces: trimming would keep the writing of all models in an application that only reads, because enumerating
// serializes what was assigned.
[JsonConverter(typeof(JsonModelConverter<IssueFields>))]
public sealed partial class IssueFields : IJsonValue<IssueFields>, IChangeTracking
{
    /// <summary>Creates fields without any member.</summary>
    public IssueFields()
        : this([], 0, [], 0, JsonModelOptions.Default)
    {
    }

    /// <summary>The number of fields.</summary>
    public int Count => _count;

    /// <summary>Whether any field is assigned, so that the body of an edit has it.</summary>
    /// <remarks>A change inside a value does not count, and neither does <see cref="Remove"/>: an edit sends neither of them.</remarks>
    public bool IsChanged
    {
        get
        {
            foreach (ref readonly FieldEntry entry in _entries.AsSpan(0, _count))
            {
                if (entry.IsAssigned)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Gets or sets the JSON of a field.</summary>
    /// <param name="id">The id of the field, such as <c>summary</c> or <c>customfield_10016</c>.</param>
    /// <exception cref="KeyNotFoundException">There is no field with this id.</exception>
    public RawJson this[string id]
    {
        get => TryGetValue(id, out RawJson value) ? value : throw new KeyNotFoundException(
            $"There is no field '{id}'. Check whether the request asked for it, or use TryGetValue or Get.");
        set => Assign(id, value);
    }

    /// <summary>Whether there is a field with an id, also if it is null.</summary>
    /// <param name="id">The id of the field.</param>
    public bool Contains(string id) => Find(id) >= 0;

    /// <summary>Gets the JSON of a field, if there is one with this id.</summary>
    /// <param name="id">The id of the field.</param>
    /// <param name="value">The JSON.</param>
    public bool TryGetValue(string id, out RawJson value)
    {
        int found = Find(id);
        value = found < 0 ? default : GetRawJson(in _entries[found]);
        return found >= 0;
    }

    /// <summary>Reads a field as a model.</summary>
    /// <typeparam name="T">The model, such as <see cref="FieldOption"/> or <see cref="IssueUser"/>.</typeparam>
    /// <param name="id">The id of the field, such as <c>customfield_10016</c>.</param>
    /// <returns>
    /// The value; null if the field is missing or null. The first model that a field is read as is kept, and written with its changes.
    /// Another type gets a copy.
    /// </returns>
    /// <exception cref="JsonException">The field has another kind of JSON.</exception>
    public T? Get<T>(string id)
        where T : class, IJsonValue<T> => ReadById<T, ValueCodec<T>>(id, "an object");

    /// <summary>Reads a field as an open enum or as JSON.</summary>
    /// <typeparam name="T">The open enum, or <see cref="RawJson"/>.</typeparam>
    /// <param name="id">The id of the field, such as <c>customfield_10016</c>.</param>
    /// <param name="_">Not used.</param>
    /// <returns>The value; null if the field is missing or null.</returns>
    /// <exception cref="JsonException">The field has another kind of JSON.</exception>
    public T? Get<T>(string id, FieldSignature _ = default)
        where T : struct, IJsonValue<T> => ReadValueById<T, ValueCodec<T>>(id, default(T) is IFieldOptionValue ? "an option" : "a string");

    /// <summary>Reads a field as a string, number, Boolean, date or GUID.</summary>
    /// <typeparam name="T">
    /// <c>string</c>, <c>bool?</c>, <c>int?</c>, <c>long?</c>, <c>double?</c>, <c>decimal?</c>, <see cref="DateTimeOffset"/>?,
    /// <see cref="DateOnly"/>?, <see cref="Guid"/>?, <see cref="RawJson"/>? or a list of strings.
    /// </typeparam>
    /// <param name="id">The id of the field, such as <c>customfield_10016</c>.</param>
    /// <param name="_">Not used.</param>
    /// <returns>The value; null if the field is missing or null.</returns>
    /// <exception cref="JsonException">
    /// The field has another kind of JSON, or it is missing or null and the type has no null, such as <c>double</c>.
    /// </exception>
    /// <exception cref="NotSupportedException">A field cannot be read as the type.</exception>
    public T? Get<T>(string id, params ReadOnlySpan<FieldSignature> _) => FieldTypes.Get<T>().Read(this, id);

    /// <summary>Reads a field with an array of models or open enums.</summary>
    /// <typeparam name="T">The type of the elements, such as <see cref="FieldOption"/>.</typeparam>
    /// <param name="id">The id of the field, such as <c>customfield_10016</c>.</param>
    /// <returns>The list; null if the field is missing or null.</returns>
    /// <exception cref="JsonException">The field, or an element of it, has another kind of JSON.</exception>
    public IReadOnlyList<T>? GetList<T>(string id)
        where T : IJsonValue<T> =>
        ReadListById<T, ValueCodec<T>>(
            id,
            default(T) is IFieldOptionValue ? "an array of options" : typeof(T).IsValueType ? "an array of strings" : "an array of objects");

    /// <summary>Reads a field with an array of strings, numbers, Booleans, dates or GUIDs.</summary>
    /// <typeparam name="T">The type of the elements, such as <c>string</c> or <c>double</c>.</typeparam>
    /// <param name="id">The id of the field, such as <c>customfield_10016</c>.</param>
    /// <param name="_">Not used.</param>
    /// <returns>The list; null if the field is missing or null.</returns>
    /// <exception cref="JsonException">The field, or an element of it, has another kind of JSON.</exception>
    /// <exception cref="NotSupportedException">An element cannot be read as the type.</exception>
    public IReadOnlyList<T>? GetList<T>(string id, FieldSignature _ = default) => FieldTypes.Get<T>().ReadList(this, id);

    /// <summary>Assigns a field.</summary>
    /// <param name="id">The id of the field, such as <c>customfield_10016</c>.</param>
    /// <param name="value">The value; null clears the field.</param>
    public void Set(string id, string? value) => Assign(id, value);

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, bool? value) => Assign(id, ToJson<bool, BooleanCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, long? value) => Assign(id, ToJson<long, Int64Codec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    /// <exception cref="ArgumentException">The value is not finite, which JSON cannot represent.</exception>
    public void Set(string id, double? value) => Assign(id, ToJson<double, DoubleCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, decimal? value) => Assign(id, ToJson<decimal, DecimalCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, DateTimeOffset? value) => Assign(id, ToJson<DateTimeOffset, JiraDateTimeCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, DateOnly? value) => Assign(id, ToJson<DateOnly, DateCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, Guid? value) => Assign(id, ToJson<Guid, GuidCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    public void Set(string id, IReadOnlyList<string>? value) => Assign(id, Wrap<string, StringCodec>(value));

    /// <inheritdoc cref="Set(string, string?)"/>
    /// <typeparam name="T">The type of the value: a model, an open enum or <see cref="RawJson"/>.</typeparam>
    public void Set<T>(string id, T? value)
        where T : IJsonValue<T> => Assign(id, value);

    /// <inheritdoc cref="Set{T}(string, T)"/>
    public void Set<T>(string id, T? value)
        where T : struct, IJsonValue<T> => Assign(id, value);

    /// <inheritdoc cref="Set(string, string?)"/>
    /// <typeparam name="T">The type of the elements: a model, an open enum or <see cref="RawJson"/>.</typeparam>
    public void Set<T>(string id, IReadOnlyList<T>? value)
        where T : IJsonValue<T> => Assign(id, Wrap<T, ValueCodec<T>>(value));

    /// <summary>Assigns null to a field, so that the body of an edit clears it.</summary>
    /// <param name="id">The id of the field.</param>
    public void Clear(string id) => Assign(id, null);

    /// <summary>Removes a field, so that it is not written.</summary>
    /// <param name="id">The id of the field.</param>
    /// <returns>Whether there was a field with this id.</returns>
    public bool Remove(string id)
    {
        int found = Find(id);
        if (found < 0)
        {
            return false;
        }

        _count--;
        _entries.AsSpan(found + 1, _count - found).CopyTo(_entries.AsSpan(found));
        _entries[_count] = default;
        return true;
    }

    /// <summary>
    /// Whether a field was assigned since the fields were read or <see cref="AcceptChanges"/> was called, so that the body of an edit has it.
    /// </summary>
    /// <param name="id">The id of the field.</param>
    public bool IsAssigned(string id)
    {
        int found = Find(id);
        return found >= 0 && _entries[found].IsAssigned;
    }

    /// <summary>Marks the fields as saved: they keep their values, and the body of the next edit has only those that are assigned after this call.</summary>
    /// <remarks>
    /// Call it after an edit has succeeded, to edit the same issue again with the same object. It does not read what Jira changed, such as
    /// <see cref="Updated"/> or a field that an automation set: for that, get the issue again.
    /// </remarks>
    public void AcceptChanges()
    {
        foreach (ref FieldEntry entry in _entries.AsSpan(0, _count))
        {
            entry.IsAssigned = false;
        }
    }

    /// <summary>Enumerates the fields with their ids, in their order.</summary>
    public IEnumerator<KeyValuePair<string, RawJson>> GetEnumerator() => AsEnumerable().GetEnumerator();

    /// <summary>Returns the fields with their ids, in their order, as a sequence for LINQ.</summary>
    public IEnumerable<KeyValuePair<string, RawJson>> AsEnumerable()
    {
        for (int i = 0; i < _count; i++)
        {
            FieldEntry entry = _entries[i];
            yield return new KeyValuePair<string, RawJson>(
                JsonSyntax.Unescape(_text.AsSpan(entry.NameStart + 1, entry.NameLength - 2)), GetRawJson(in entry));
        }
    }

    /// <summary>Returns the name of the type, without any data.</summary>
    public override string ToString() => nameof(IssueFields);
}
