package org.fieldpost.form;

import java.util.List;
import java.util.Map;

class MemoryChoiceListsTest extends ChoiceListsContract {
    @Override
    protected ChoiceLists lists(Map<String, List<Choice>> choices) {
        return new MemoryChoiceLists(choices);
    }
}
