namespace Leeway.Generator.Tests.Hostile;

/// <summary>Names that generated code, its base types, the compiler or the language already uses.</summary>
internal static class AwkwardNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. """
            clone Clone printMembers PrintMembers EqualityContract Deconstruct equals Equals getHashCode GetHashCode getType GetType toString
            ToString finalize Finalize memberwiseClone MemberwiseClone referenceEquals ReferenceEquals op_Equality op_Implicit get_Value
            value Value values Values field Field init add remove get set partial record where yield async await nameof var dynamic file
            required scoped allows extension managed unmanaged notnull with and or not when global alias args class struct int object string
            void default this base new null true false _ __ ___arglist __arglist __makeref
            JsonMemberNames jsonMemberNames ReadJsonMember WriteJsonMembers UnknownMembers unknown Unknown NameTable Nulls IsKnown Parse
            TryParse TryFormat CompareTo Create Read Write reader writer member read s_names s_known s_kinds _value _items _discriminator _member0
            caller Caller _caller request uri form content page position cancellation cancellationToken body Body api item items
            settings withSettings WithSettings builder Builder services client Client
            T TItem Json json AsJson AsFoo AsClone FromFoo FromTList Foo IFoo Bar IIFoo FooApi IFooApi FooApiPages FooGroup IFooGroup Foo2 foo FOO
            Acme acme AcmeClient acmeClient IAcmeClient AcmeModel AddAcme AcmeValue AcmeJson LeewayAcmeBuilderExtensions ApiRegistration
            AtlassianScopes AtlassianCaller RequestUri MultipartBody OperationDescriptor JsonModel RawJson JsonNames Page page ResultPage
            PageJsonConverterFactory RefitRegistration Other Group Issues IssuesApi
            System Leeway Refit Microsoft Task List String Int32 Object Nullable Func Exception Attribute Obsolete IDisposable
            GetFoo getFoo GetGetFoo EnumerateFoo EnumerateGetFoo enumerateFoo fooAsync FooAsync getFooAsync
            a-b a_b aB AB a.b a/b a~b a%20b a+b 1 1a 1.0 10 -1 -a +a ß é ñandú ǅ İ ı ﬁ 日本語 Ωmega Ωmega2
            """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries),
        "", " ", "a b", "  a", "\u200Bclone", "e\u0301", "\uFF21", "\U0001F600", "a\u00ADb",
    ];
}
